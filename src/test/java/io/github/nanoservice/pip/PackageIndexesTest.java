package io.github.nanoservice.pip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageIndexesTest {
  private static final PackageIndex PRIVATE =
      PackageIndex.withCredentials("https://pypi.example.org/simple", "ada@acme", "p/w %:ä+");

  private static final String ENCODED = "p%2Fw%20%25%3A%C3%A4%2B";

  private static PackageIndexes indexes(PackageIndex... extra) {
    return PackageIndexes.DEFAULT.with(Optional.of(PRIVATE), List.of(extra));
  }

  @Test
  void credentialsAreEncodedInTheUrl() {
    assertThat(PRIVATE.url())
        .isEqualTo("https://ada%40acme:" + ENCODED + "@pypi.example.org/simple");
  }

  @Test
  void pipOnThisMachineGetsVariables() {
    PackageIndexes indexes = indexes(new PackageIndex("https://a.org/b"), PRIVATE);

    assertThat(indexes.variables())
        .containsExactly(
            Map.entry("PIP_EXTRA_INDEX_URL", "https://a.org/b " + PRIVATE.url()),
            Map.entry("PIP_INDEX_URL", PRIVATE.url()));
    assertThat(PackageIndexes.DEFAULT.variables()).isEmpty();
  }

  @Test
  void pipInAnImageBuildGetsAFile() {
    PackageIndexes indexes =
        PackageIndexes.ofEnvironment(Map.of("PIP_TRUSTED_HOST", "a.org\n b.org:8443"))
            .with(
                Optional.of(PRIVATE),
                List.of(new PackageIndex("https://a.org/b"), new PackageIndex("https://c.org")));

    assertThat(indexes.configuration())
        .hasValue(
            """
            [global]
            index-url = %s
            extra-index-url = https://a.org/b
                https://c.org
            trusted-host = a.org
                b.org:8443
            """
                .formatted(PRIVATE.url()));
    assertThat(PackageIndexes.DEFAULT.configuration()).isEmpty();
  }

  @Test
  void parametersTakeThePlaceOfVariables() {
    PackageIndexes environment =
        PackageIndexes.ofEnvironment(
            Map.of(
                "PIP_INDEX_URL",
                "https://u:p@a.org/simple",
                "PIP_EXTRA_INDEX_URL",
                "https://b.org"));

    assertThat(environment.with(Optional.of(PRIVATE), List.of()).variables())
        .containsEntry("PIP_INDEX_URL", PRIVATE.url())
        .containsEntry("PIP_EXTRA_INDEX_URL", "https://b.org");
    assertThat(environment.with(Optional.empty(), List.of(PRIVATE)).variables())
        .containsEntry("PIP_INDEX_URL", "https://u:p@a.org/simple")
        .containsEntry("PIP_EXTRA_INDEX_URL", PRIVATE.url());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3141/simple",
        "http://u:p@127.0.0.1:8080/simple",
        "http://[::1]/simple",
        "file:///srv/wheels",
        "not a url",
        ""
      })
  void containersGetNoIndexThatOnlyThisMachineReaches(String url) {
    Map<String, String> variables = Map.of("PIP_INDEX_URL", url, "PIP_EXTRA_INDEX_URL", url);

    assertThat(PackageIndexes.ofEnvironment(variables)).isEqualTo(PackageIndexes.DEFAULT);
  }

  @Test
  void noTextShowsCredentials() {
    String output = "%s and p/w %%:ä+ and %s".formatted(PRIVATE.url(), ENCODED);

    assertThat(indexes(PRIVATE).toString()).doesNotContain(ENCODED).contains("pypi.example.org");
    assertThat(indexes().withoutCredentials(output))
        .isEqualTo("https://ada%40acme:****@pypi.example.org/simple and **** and ****");
    assertThat(PackageIndexes.DEFAULT.withoutCredentials(output)).isEqualTo(output);
  }

  @ParameterizedTest
  @CsvSource({
    "https://pypi.example.org/simple, true",
    "http://10.0.0.7:8080, true",
    "https://[fd00::1]/simple/, true",
    "https://user@pypi.example.org/simple, false",
    "https://user:pass@pypi.example.org/simple, false",
    "https://pypi.example.org/a b, false",
    "pypi.example.org, false",
    "https://, false",
    "file:///srv/wheels, false",
  })
  void urlOfAnIndexHasAHostAndNoCredentials(String url, boolean accepted) {
    assertThat(PackageIndex.isUrlWithoutCredentials(url)).isEqualTo(accepted);
  }
}
