package io.github.nanoservice.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequirementsTest {
  private static final List<String> RUNTIME =
      List.of("Flask>=2.3", "Werkzeug!=3.1.7", "waitress>=3");

  @Test
  void aServiceWithoutAnyNeedsWhatTheRuntimeNeeds() {
    assertThat(Requirements.join(RUNTIME, List.of())).isEqualTo(sortedRuntime());
  }

  @Test
  void allAreSortedWhateverTheirCase() {
    assertThat(Requirements.join(RUNTIME, List.of("pandas==2.2.0", "Zope.event", "attrs")))
        .containsExactly(
            "attrs", "Flask>=2.3", "pandas==2.2.0", "waitress>=3", "Werkzeug!=3.1.7", "Zope.event");
  }

  @Test
  void oneDistributionHasOneLineWithAllItsClauses() {
    assertThat(
            Requirements.join(RUNTIME, List.of("flask == 3.0.1 , <4", "werkzeug", "WAITRESS>=3")))
        .containsExactly("flask==3.0.1,<4,>=2.3", "WAITRESS>=3", "werkzeug!=3.1.7");
    assertThat(Requirements.join(List.of("a_b.c>=1,<3"), List.of("A-b_C<2")))
        .containsExactly("A-b_C<2,>=1,<3");
  }

  @Test
  void linesThatCannotBeJoinedStandSideBySide() {
    List<String> user =
        List.of(
            "--index-url https://example.org/simple",
            "Flask[async]>=3",
            "waitress>=3 ; python_version < \"3.10\"",
            "requests @ https://example.org/requests.zip");

    assertThat(Requirements.join(RUNTIME, user))
        .containsExactly(
            "--index-url https://example.org/simple",
            "Flask>=2.3",
            "Flask[async]>=3",
            "requests @ https://example.org/requests.zip",
            "waitress>=3",
            "waitress>=3 ; python_version < \"3.10\"",
            "Werkzeug!=3.1.7");
  }

  private static List<String> sortedRuntime() {
    return List.of("Flask>=2.3", "waitress>=3", "Werkzeug!=3.1.7");
  }
}
