package io.github.nanoservice.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.ModuleParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SarifTest {
  private static final Path ROOT = Path.of("project").toAbsolutePath();
  private static final Path SOURCES = ROOT.resolve("src/main/python");

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(
              SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"),
              SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());

  private final Sarif sarif = new Sarif("1.2.3", ROOT, SOURCES, ROOT.resolve("pom.xml"));

  @Test
  void writesWhatWasFoundWhereItIs() throws IOException {
    Stream<Finding> inSource = findings("shop/größe.py", "x = '😀'; y = 1\nclass A:\n  pass\n");
    Stream<Finding> elsewhere =
        Stream.of(
            Finding.of(
                Rule.UNREADABLE_FILE, new Location.InFile("z.py"), "no permission", "Allow it."),
            Finding.of(
                Rule.NO_ENTRY_POINT,
                new Location.InParameter("entryPoints"),
                "there is no function \"main\"",
                "Name one."),
            Finding.of(Rule.NO_FUNCTIONS, new Location.Everywhere(), "no functions", "Write one."));

    String document = sarif.write(Stream.concat(elsewhere, inSource).toList());

    assertThat(document).isEqualTo(golden());
    assertValid(document);
  }

  @Test
  void isADocumentAlsoWhereNothingWasFound() {
    String document = sarif.write(List.of());
    assertThat(document).contains("\"results\": []");
    assertValid(document);
  }

  /** RFC 3986: all but unreserved characters is escaped, so that a colon makes no scheme. */
  @ParameterizedTest
  @CsvSource({
    "a b.py, src/main/python/a%20b.py",
    "100%.py, src/main/python/100%25.py",
    "a#b?.py, src/main/python/a%23b%3F.py",
    "c:d.py, src/main/python/c%3Ad.py",
    "gro\u0308ße.py, src/main/python/gro%CC%88%C3%9Fe.py"
  })
  void namesFilesByUri(String path, String uri) {
    String document =
        sarif.write(
            List.of(
                Finding.of(Rule.UNREADABLE_FILE, new Location.InFile(path), "found", "Mend it.")));
    assertThat(document).contains("\"uri\": \"" + uri + "\"", "\"uriBaseId\": \"%SRCROOT%\"");
    assertValid(document);
  }

  @Test
  void namesAFileOutsideOfTheProjectInFull() {
    Path elsewhere = ROOT.resolveSibling("elsewhere");
    String document =
        new Sarif("1.2.3", ROOT, elsewhere, ROOT.resolve("pom.xml"))
            .write(findings("a.py", "x = 1").toList());
    assertThat(document)
        .contains("\"uri\": \"" + elsewhere.resolve("a.py").toUri() + "\"")
        .doesNotContain("uriBaseId\"");
    assertValid(document);
  }

  @Test
  void aSchemaThatLetsEverythingPassWouldProveNothing() {
    String document = sarif.write(findings("a.py", "x = 1").toList());
    assertThat(SCHEMA.validate(document.replace("\"ruleId\"", "\"rule\""), InputFormat.JSON))
        .isNotEmpty();
  }

  private static Stream<Finding> findings(String path, String text) {
    Module module = new ModuleParser(Format.strict()).parse(text.getBytes(StandardCharsets.UTF_8));
    return module.violations().stream().map(violation -> violation.finding(path, module.source()));
  }

  private static void assertValid(String document) {
    assertThat(SCHEMA.validate(document, InputFormat.JSON)).isEmpty();
  }

  private static String golden() throws IOException {
    try (InputStream in = SarifTest.class.getResourceAsStream("findings.sarif")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
