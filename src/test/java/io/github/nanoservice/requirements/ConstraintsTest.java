package io.github.nanoservice.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintsTest {
  private static final List<String> TESTED =
      List.of(
          "click==8.1.8; python_version < \"3.10\"  # via Flask",
          "click==8.5.0; python_version >= \"3.10\"  # via Flask",
          "Flask==3.1.3",
          "h11==0.16.0",
          "Jinja2==3.1.6  # via Flask",
          "MarkupSafe==3.0.3  # via Flask, Jinja2");

  /** A user's choice stands, and what needs it is free to be a release that goes with it. */
  @ParameterizedTest
  @CsvSource({
    "numpy==2.0, click click Flask h11 Jinja2 MarkupSafe",
    "flask, click click Flask h11 Jinja2 MarkupSafe",
    "flask<3, click click h11 Jinja2 MarkupSafe",
    "CLICK==8.0, h11 Jinja2 MarkupSafe",
    "jinja2~=3.0, click click h11 MarkupSafe",
    "markupsafe==2.1 --hash=sha256:aa, click click h11",
    "h11 @ https://example.org/h11.whl, click click Flask Jinja2 MarkupSafe",
  })
  void chosenDistributionsAreNotConstrained(String user, String constrained) {
    RequirementResolver requirements = requirements(user);

    assertThat(requirements.constraints().stream().map(line -> line.replaceFirst("==.*", "")))
        .containsExactly(constrained.split(" "));
  }

  /** What no module imports is often listed for the distributions that need it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "urllib3==1.26.18 | urllib3==1.26.18",
        "urllib3 <2 ; python_version < '3.10' | urllib3 <2 ; python_version < '3.10'",
        "requests [socks] >=2,<3 | requests >=2,<3",
        "requests[socks]>=2 --hash=sha256:aa --hash=sha256:bb | requests>=2",
        "ledger @ https://example.org/ledger.whl | ledger @ https://example.org/ledger.whl",
        "ledger[x]@ https://example.org/ledger.whl | ledger@ https://example.org/ledger.whl",
        "urllib3 | ''",
        "requests[socks] | ''",
        "urllib3 ; python_version < '3.10' | ''",
        "urllib3 --hash=sha256:aa | ''",
        "git+https://example.org/ledger.git#egg=ledger | ''",
      })
  void declaredReleasesLimitWhatOthersNeed(String line, String limit) {
    assertThat(String.join("", requirements(line).limits())).isEqualTo(limit);
  }

  @Test
  void commentsAreRemoved() {
    assertThat(requirements("").constraints())
        .startsWith(
            "click==8.1.8; python_version < \"3.10\"", "click==8.5.0; python_version >= \"3.10\"")
        .endsWith("MarkupSafe==3.0.3");
  }

  /** What is left includes what it needs, so that pip can install it with hashes alone. */
  @Test
  void otherReleasesKeepTheirHashes() {
    List<String> hashed =
        TESTED.stream().map(line -> line.replaceFirst("(  #.*)?$", " --hash=sha256:aa$1")).toList();

    assertThat(requirements("jinja2~=3.0", hashed).constraints())
        .containsExactly(
            "click==8.1.8; python_version < \"3.10\" --hash=sha256:aa",
            "click==8.5.0; python_version >= \"3.10\" --hash=sha256:aa",
            "h11==0.16.0 --hash=sha256:aa",
            "MarkupSafe==3.0.3 --hash=sha256:aa");
  }

  private static RequirementResolver requirements(String user) {
    return requirements(user, TESTED);
  }

  private static RequirementResolver requirements(String user, List<String> tested) {
    return RequirementResolver.of(
        new PythonVersion(13),
        DistributionNames.withOverrides(Map.of()),
        DeclaredRequirements.of(user),
        List.of("Flask>=2.3", "h11>=0.16"),
        tested);
  }
}
