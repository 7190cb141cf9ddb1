package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.contract.CheckLevel;
import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.services.ServiceOptions.Grouping;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  private final Parameters parameters = new Parameters();

  private String findings() {
    return PrintedFindings.of(new Printer(""), parameters.findings());
  }

  @Test
  void readsConstantsInCamelCase() {
    assertThat(parameters.choice("grouping", "module", Grouping.class)).isEqualTo(Grouping.MODULE);
    assertThat(parameters.choice("callChecks", " off ", CheckLevel.class))
        .isEqualTo(CheckLevel.OFF);
    assertThat(parameters.choice("baselineFunctions", "entryPoints", BaselineFunctions.class))
        .isEqualTo(BaselineFunctions.ENTRY_POINTS);
    assertThat(parameters.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"package", "MODULE", ""})
  void listsTheLegalValuesOfAChoice(String value) {
    parameters.choice("grouping", value, Grouping.class);

    assertThat(findings())
        .isEqualTo(
            """
            <grouping>: NS306 "%s" is not a legal value
              Set <grouping> (nanoservice.grouping) to function, module or all.
            """
                .formatted(value));
  }

  @Test
  void removesBlanksAroundNames() {
    assertThat(parameters.names("entryPoints", List.of(" main", "report ")))
        .containsExactly("main", "report");
    assertThat(parameters.names("entryPoints", null)).isEmpty();
    assertThat(parameters.findings()).isEmpty();
  }

  /** Python compares names in the normal form NFKC (PEP 3131). */
  @Test
  void namesAreInTheFormInWhichPythonComparesThem() {
    assertThat(parameters.names("entryPoints", List.of("\uFB01nd", "\uFF46\uFF55\uFF4C\uFF4C")))
        .containsExactly("find", "full");
    assertThat(parameters.groups("groups", Map.of("g", "\uFB01nd, a\u0308")))
        .isEqualTo(Map.of("g", List.of("find", "\u00e4")));
    assertThat(parameters.name(" \uFB01nd ")).contains("find");
    assertThat(parameters.texts("requirementNames", Map.of("\uFB01nd", "finder")))
        .isEqualTo(Map.of("find", "finder"));
    assertThat(parameters.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "A=B", "A B", "A\0"})
  void refusesWhatIsNoNameOfAVariable(String name) {
    parameters.variables("passEnvironment", List.of("PYTHONPATH", name));

    assertThat(findings())
        .startsWith("<passEnvironment>: NS306 ")
        .endsWith(
            """
            " is not the name of an environment variable
              Set <passEnvironment> (nanoservice.passEnvironment) to names with a comma between them, such as PYTHONWARNINGS, PYTHONPATH.
            """);
  }

  @Test
  void refusesEmptyNames() {
    parameters.names("entryPoints", Arrays.asList("main", null));
    parameters.names("separateFunctions", List.of("main", " "));

    assertThat(findings())
        .isEqualTo(
            """
            <entryPoints>: NS306 an entry has no name
              Set <entryPoints> (nanoservice.entryPoints) to names of functions with a comma between them, such as main, report.

            <separateFunctions>: NS306 an entry has no name
              Set <separateFunctions> (nanoservice.separateFunctions) to names of functions with a comma between them, such as main, report.
            """);
  }

  @Test
  void readsGroupsAndAllowsEmptyOnes() {
    assertThat(parameters.groups("groups", Map.of("prices", "discount,\n tax")))
        .isEqualTo(Map.of("prices", List.of("discount", "tax")));
    assertThat(parameters.groups("groups", Collections.singletonMap("empty", null)))
        .isEqualTo(Map.of("empty", List.of()));
    assertThat(parameters.groups("groups", null)).isEmpty();
    assertThat(parameters.findings()).isEmpty();
  }

  @Test
  void refusesAGroupWithAnEmptyName() {
    parameters.groups("groups", Map.of("prices", "discount,,tax"));

    assertThat(findings())
        .isEqualTo(
            """
            <groups>: NS306 an entry has no name
              Set <prices> in <groups> to names of functions with a comma between them, such as main, report.
            """);
  }

  @Test
  void refusesAnEmptyText() {
    assertThat(parameters.texts("requirementNames", Map.of("ledger", " acme-ledger ")))
        .isEqualTo(Map.of("ledger", "acme-ledger"));
    parameters.texts("requirementNames", Collections.singletonMap("ledger", null));

    assertThat(findings())
        .isEqualTo(
            """
            <requirementNames>: NS306 "ledger" has no value
              Write <ledger>VALUE</ledger> in <requirementNames>.
            """);
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThat(parameters.number("port", 0, 0, 65_535)).isZero();
    parameters.number("port", 65_536, 0, 65_535);
    parameters.number("pidsLimit", 31, 32, Integer.MAX_VALUE);
    parameters.milliseconds("startTimeout", 0);

    assertThat(findings())
        .isEqualTo(
            """
            <pidsLimit>: NS306 31 is out of range
              Set <pidsLimit> (nanoservice.pidsLimit) to a number of at least 32.

            <port>: NS306 65536 is out of range
              Set <port> (nanoservice.port) to a number from 0 to 65535.

            <startTimeout>: NS306 0 is out of range
              Set <startTimeout> (nanoservice.startTimeout) to a number of milliseconds of at least 1.
            """);
    assertThat(parameters.milliseconds("callTimeout", 1500)).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void readsAmountsOfMemory() {
    assertThat(parameters.size("memoryLimit", " 1G ", "64m")).isEqualTo("1g");
    assertThat(parameters.size("memoryLimit", "64m", "64m")).isEqualTo("64m");
    assertThat(parameters.size("memoryLimit", "67108864", "64m")).isEqualTo("67108864");
    assertThat(parameters.size("memoryLimit", "99999999999999999999g", "64m")).endsWith("g");
    assertThat(parameters.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"65535k", "67108863", "half", "0", "-1g", "1.5g", "512mb", ""})
  void refusesTooLittleMemoryAndOtherText(String value) {
    parameters.size("memoryLimit", value, "64m");

    assertThat(findings())
        .isEqualTo(
            """
            <memoryLimit>: NS306 "%s" is not a number of at least 64m
              Set <memoryLimit> (nanoservice.memoryLimit) to bytes, or to a whole number with k, m or g, such as 512m.
            """
                .formatted(value));
  }

  @Test
  void refusesTextThatIsNotLegal() {
    assertThat(parameters.text("clientName", " Shop ", "Shop"::equals, "a class name", "Shop"))
        .isEqualTo("Shop");
    parameters.text("clientName", "my-shop", text -> false, "a class name", "Shop");

    assertThat(findings())
        .isEqualTo(
            """
            <clientName>: NS306 "my-shop" is not a class name
              Set <clientName> (nanoservice.clientName) to one like Shop.
            """);
  }

  @Test
  void readsJsonOfAnyDepth() {
    String nested = "[".repeat(60) + "]".repeat(60);

    assertThat(parameters.jsonArray("args", nested)).isEqualTo(nested);
    assertThat(parameters.jsonObject("kwargs", "{\"a\": 1}")).isEqualTo("{\"a\": 1}");
    assertThat(parameters.findings()).isEmpty();
  }

  @Test
  void readsNumbersOfAnyLength() {
    String number = "[" + "7".repeat(5_000) + "]";

    assertThat(parameters.jsonArray("args", number)).isEqualTo(number);
    assertThat(parameters.findings()).isEmpty();
  }

  /** YAML would accept the second one as an array of text. */
  @ParameterizedTest
  @ValueSource(strings = {"example", "[example]", "{\"name\": 1}", "[1"})
  void refusesArgumentsThatAreNotAnArray(String value) {
    parameters.jsonArray("args", value);

    assertThat(findings())
        .isEqualTo(
            """
            <args>: NS306 %s is not a JSON array
              Set <args> (nanoservice.args) to one such as ["example", 3]; on the command line, put it in single quotes.
            """
                .formatted(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\": ", "[]", "name"})
  void refusesKeywordArgumentsThatAreNotAnObject(String value) {
    parameters.jsonObject("kwargs", value);

    assertThat(findings())
        .startsWith("<kwargs>: NS306 %s is not a JSON object\n".formatted(value))
        .contains("{\"name\": \"example\"}");
  }
}
