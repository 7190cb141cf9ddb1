package io.github.nanoservice.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.services.Topology;
import io.github.nanoservice.services.TopologyBuilder;
import io.github.nanoservice.settings.FunctionSettings;
import io.github.nanoservice.settings.FunctionSettings.Handler;
import io.github.nanoservice.settings.NamePattern;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The OpenAPI documents, as an independent parser and a validator of JSON schemas see them. */
class OpenApiTest {
  private static final String SHOP =
      """
      from collections.abc import Iterator
      from datetime import date
      from typing import Literal, Optional


      def discount(price: float, /, percent: int = 10, *, reason: Optional[str] = None) -> float:
          \"""The price with a discount.

          percent: of the price.
          \"""
          return price * (100 - percent) / 100


      def total(*prices: float, currency: Literal["EUR", "USD"], **more) -> dict[str, float]:
          return {currency: sum(prices)}


      def days(first: date, count: int = 7) -> Iterator[tuple[int, str]]:
          yield 1, "x"


      def größe(value, /): return value


      def main(text: str, times: int = 2): return text * times
      """;

  @Test
  void documentsAreValid() {
    Map<String, byte[]> files = files(SHOP, Map.of("prices", List.of("discount", "total")));
    assertThat(files.keySet().stream().filter(path -> path.endsWith("openapi.json")))
        .containsExactly(
            "days/openapi.json",
            "main/openapi.json",
            "openapi.json",
            "prices/openapi.json",
            "xn--grsse-kua/openapi.json");
    files.forEach(
        (path, content) -> {
          if (path.endsWith("openapi.json")) {
            SwaggerParseResult parsed =
                new OpenAPIV3Parser()
                    .readContents(new String(content, StandardCharsets.UTF_8), null, null);
            assertThat(parsed.getMessages()).as(path).isNullOrEmpty();
            assertThat(parsed.isOpenapi31()).isTrue();
          }
        });
  }

  @Test
  void everySchemaIsValid() throws JsonProcessingException {
    var dialect =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    for (JsonNode schema : document(files(SHOP, Map.of()), "openapi.json").findValues("schema")) {
      assertThat(dialect.validate(schema)).as(schema.toString()).isEmpty();
    }
  }

  @Test
  void pathsAndServersOfFunctionsAreListed() throws JsonProcessingException {
    Map<String, byte[]> files = files(SHOP, Map.of("prices", List.of("discount", "total")));
    JsonNode all = document(files, "openapi.json").get("paths");
    assertThat(all.fieldNames())
        .toIterable()
        .containsExactly("/days", "/xn--grsse-kua", "/main", "/discount", "/total");
    assertThat(all.at("/~1main/servers").findValuesAsText("url"))
        .containsExactly("http://127.0.0.1:8081", "http://main:5000");
    assertThat(all.at("/~1total/servers").findValuesAsText("url"))
        .containsExactly("http://prices:5000");
    assertThat(document(files, "main/openapi.json").findValuesAsText("url")).containsExactly("/");
    assertThat(document(files, "main/openapi.json").get("paths").fieldNames())
        .toIterable()
        .containsExactly("/");
    assertThat(document(files, "prices/openapi.json").get("paths").fieldNames())
        .toIterable()
        .containsExactly("/discount", "/total");
  }

  @Test
  void functionIsDescribed() throws JsonProcessingException {
    JsonNode get = document(files(SHOP, Map.of()), "discount/openapi.json").at("/paths/~1/get");
    assertThat(get.get("operationId").asText()).isEqualTo("get_discount");
    assertThat(get.get("summary").asText())
        .isEqualTo(
            "discount(price: float, /, percent: int = 10, *, reason: Optional[str] = None) ->"
                + " float");
    assertThat(get.get("description").asText())
        .isEqualTo("The price with a discount.\n\npercent: of the price.");
    assertThat(get.findValues("default")).extracting(JsonNode::asText).contains("10", "null");
    assertThat(get.get("responses").fieldNames())
        .toIterable()
        .containsExactly("200", "400", "415", "422", "500", "503", "504");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "discount; {\"args\": [10]}",
        "discount; {\"args\": [10, 20], \"kwargs\": {\"reason\": null}}",
        "discount; {\"args\": [10], \"kwargs\": {\"percent\": 20, \"reason\": \"x\"}}",
        "total; {\"kwargs\": {\"currency\": \"EUR\"}}",
        "total; {\"args\": [1, 2.5], \"kwargs\": {\"currency\": \"USD\", \"more\": [1]}}",
        "days; {\"args\": [\"2026-11-24\"]}",
        "days; {\"kwargs\": {\"first\": \"2026-11-24\", \"count\": 2}}",
        "main; {\"args\": [\"a\"], \"kwargs\": {\"times\": 3}}",
        "main; {\"text\": \"a\", \"times\": 3}",
        "discount; {\"price\": 10}",
        "total; {\"currency\": \"EUR\", \"prices\": [1, 2.5], \"more\": 1}",
      })
  void acceptedArgumentsAreValid(String function, String call) throws JsonProcessingException {
    assertThat(problems(function, call)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "discount; {}",
        "discount; {\"args\": []}",
        "discount; {\"args\": [10, 20, 30]}",
        "discount; {\"args\": [10], \"kwargs\": {\"price\": 10}}",
        "discount; {\"args\": [\"10\"]}",
        "total; {\"args\": [1]}",
        "total; {\"kwargs\": {\"currency\": \"GBP\"}}",
        "main; {\"args\": [\"a\"], \"kwargs\": {\"time\": 3}}",
        "main; {\"args\": [\"a\"], \"keywords\": {}}",
        "main; {\"times\": 3}",
        "main; {\"text\": \"a\", \"time\": 3}",
        "main; {\"text\": 3}",
        "total; {\"currency\": \"EUR\", \"args\": [1]}",
      })
  void otherArgumentsAreInvalid(String function, String call) throws JsonProcessingException {
    assertThat(problems(function, call)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "str; {\"type\":\"string\"}",
        "int; {\"type\":\"integer\"}",
        "float; {\"type\":[\"number\",\"null\"]}",
        "bool; {\"type\":\"boolean\"}",
        "None; {\"type\":\"null\"}",
        "bytes; {\"type\":\"string\",\"contentEncoding\":\"base64\"}",
        "list; {\"type\":\"array\",\"items\":{}}",
        "list[int]; {\"type\":\"array\",\"items\":{\"type\":\"integer\"}}",
        "dict[str, int]; {\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}",
        "set[str]; {\"type\":\"array\",\"items\":{\"type\":\"string\"},\"uniqueItems\":true}",
        "tuple[int, str];"
            + " {\"type\":\"array\",\"prefixItems\":[{\"type\":\"integer\"},{\"type\":\"string\"}],\"items\":false,\"minItems\":2,\"maxItems\":2}",
        "int | None; {\"type\":[\"integer\",\"null\"]}",
        "list[int] | float;"
            + " {\"type\":[\"array\",\"number\",\"null\"],\"items\":{\"type\":\"integer\"}}",
        "list[int] | dict;"
            + " {\"anyOf\":[{\"type\":\"array\",\"items\":{\"type\":\"integer\"}},{\"type\":\"object\",\"additionalProperties\":{}}]}",
        "Literal['a', 1] | None; {\"anyOf\":[{\"enum\":[\"a\",1]},{\"type\":\"null\"}]}",
        "Any; {}",
        "object; {}",
      })
  void resultsAreDescribed(String annotation, String schema) throws JsonProcessingException {
    Map<String, byte[]> files =
        files(
            "from typing import Literal\n\n\ndef main() -> %s: pass\n".formatted(annotation),
            Map.of());
    assertThat(
            document(files, "main/openapi.json")
                .at("/paths/~1/get/responses/200/content/application~1json/schema")
                .toString())
        .isEqualTo(schema);
  }

  @Test
  void parametersByNameAreDescribed() throws JsonProcessingException {
    JsonNode get = document(files(SHOP, Map.of()), "main/openapi.json").at("/paths/~1/get");
    assertThat(get.get("parameters").findValuesAsText("name"))
        .containsExactly("args", "kwargs", "text", "times");
    assertThat(get.at("/parameters/3/schema").toString())
        .isEqualTo("{\"title\":\"times\",\"type\":\"integer\",\"default\":2}");
  }

  @Test
  void bytesAreFilesWholeBodiesAndResponses() throws JsonProcessingException {
    JsonNode post =
        document(
                files(
                    """
                    from typing import Annotated


                    def main(picture: bytes, width: int = 9) -> Annotated[bytes, "image/png"]:
                        return picture
                    """,
                    Map.of()),
                "main/openapi.json")
            .at("/paths/~1/post");
    JsonNode content = post.at("/requestBody/content");
    assertThat(content.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/octet-stream");
    assertThat(content.at("/multipart~1form-data/schema/properties/picture").toString())
        .isEqualTo(
            "{\"title\":\"picture\",\"type\":\"string\","
                + "\"contentMediaType\":\"application/octet-stream\"}");
    assertThat(post.at("/responses/200/content").fieldNames())
        .toIterable()
        .containsExactly("image/png", "application/json");
  }

  @Test
  void mediaTypeOfTheSettingsPrecedesThatOfTheAnnotation() throws JsonProcessingException {
    String source = "def main(name: str): return open(name, 'rb')\n";
    JsonNode responses =
        document(files(source, Optional.of("text/csv"), Optional.empty()), "main/openapi.json")
            .at("/paths/~1/get/responses/200/content");
    assertThat(responses.fieldNames()).toIterable().containsExactly("text/csv", "application/json");
  }

  @Test
  void handlerDescribesNoArguments() throws JsonProcessingException {
    String source = "def main(event, context): return {}\n";
    for (String method : List.of("get", "post")) {
      JsonNode operation =
          document(
                  files(source, Optional.empty(), Optional.of(Handler.LAMBDA)), "main/openapi.json")
              .at("/paths/~1/" + method);
      assertThat(operation.fieldNames())
          .toIterable()
          .containsExactly("operationId", "summary", "responses");
      assertThat(operation.at("/responses").fieldNames()).toIterable().containsExactly("default");
    }
  }

  private static Set<?> problems(String function, String call) throws JsonProcessingException {
    JsonNode schema =
        document(files(SHOP, Map.of()), function + "/openapi.json")
            .at("/paths/~1/post/requestBody/content/application~1json/schema");
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(schema)
        .validate(new ObjectMapper().readTree(call));
  }

  private static JsonNode document(Map<String, byte[]> files, String path)
      throws JsonProcessingException {
    return new ObjectMapper().readTree(new String(files.get(path), StandardCharsets.UTF_8));
  }

  /** The files of a project with the settings for its function "main". */
  private static SortedMap<String, byte[]> files(
      String text, Optional<String> contentType, Optional<Handler> handler) {
    FunctionSettings settings =
        new FunctionSettings(
            new NamePattern("main"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            contentType,
            handler);
    return files(
        text, Map.of(), RenderSettings.builder("shop").functions(List.of(settings)).build());
  }

  private static SortedMap<String, byte[]> files(String text, Map<String, List<String>> groups) {
    return files(text, groups, RenderSettings.defaults("shop"));
  }

  private static SortedMap<String, byte[]> files(
      String text, Map<String, List<String>> groups, RenderSettings settings) {
    ServiceOptions options = ServiceOptions.builder().groups(groups).build();
    SourceFile file =
        new SourceFile(
            "shop.py",
            "shop",
            false,
            new ModuleParser(Format.strict()).parse(text.getBytes(StandardCharsets.UTF_8)));
    Analysis analysis = new TopologyBuilder(options).build(List.of(file), Set.of());
    RuntimePackage runtime = new RuntimePackage(new TreeMap<>(), List.of(), List.of());
    Topology topology = analysis.topology().orElseThrow();
    return new Renderer(settings, runtime)
        .render(topology, TestServices.sources(topology), List.of())
        .files();
  }
}
