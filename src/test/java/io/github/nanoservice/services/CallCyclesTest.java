package io.github.nanoservice.services;

import static io.github.nanoservice.services.SourceFiles.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallCyclesTest {
  private static final SourceFile PARITY =
      file(
          "parity.py",
          "def is_even(n):",
          "  return n == 0 or is_odd(n - 1)",
          "def is_odd(n):",
          "  return n > 0 and is_even(n - 1)",
          "def main():",
          "  return main() if is_even(4) else is_odd(3)");

  @Test
  void cycleIsReportedWithTheGroupThatRemovesIt() {
    assertThat(warnings(ServiceOptions.defaults(), PARITY))
        .isEqualTo(
            """
            parity.py:1:5: NS318 each call in this cycle across services is a request that waits for the next: is_even -> is_odd -> is_even
                def is_even(n):
                    ^^^^^^^
              To make these calls local, set <groups><is_even>is_even, is_odd</is_even></groups>.
            """);
    assertThat(
            warnings(BuiltTopology.groups(Map.of("is_even", List.of("is_even", "is_odd"))), PARITY))
        .isEmpty();
  }

  @Test
  void cycleInsideOneServiceIsNotReported() {
    assertThat(warnings(grouping(ServiceOptions.Grouping.MODULE, List.of()), PARITY)).isEmpty();
    assertThat(warnings(ServiceOptions.defaults(), file("a.py", "def main():", "  return main()")))
        .isEmpty();
  }

  @Test
  void adviceIncludesTheGroupsOfTheFunctions() {
    ServiceOptions options =
        BuiltTopology.groups(Map.of("odds", List.of("is_odd", "main"), "lone", List.of("is_even")));

    assertThat(warnings(options, PARITY))
        .contains(
            "set <groups><lone>is_even, is_odd, main</lone></groups> instead of the group lone"
                + " and odds.");
  }

  @Test
  void adviceRemovesASeparateFunctionFromItsParameter() {
    assertThat(warnings(grouping(ServiceOptions.Grouping.ALL, List.of("is_odd")), PARITY))
        .contains(
            "is_even -> is_odd -> is_even\n",
            "<is_even>is_even, is_odd</is_even></groups> and remove is_odd from"
                + " <separateFunctions>.");
  }

  /** Without "one", a service "odd" would stay, which is called like a function of another. */
  @Test
  void adviceIncludesAModuleServiceNamedLikeAFunction() {
    SourceFile even = file("other.py", "from odd import odd", "def even():", "  return odd()");
    SourceFile odd =
        file("odd.py", "from other import even", "def odd():", "  return even()", "def one(): 1");

    assertThat(warnings(grouping(ServiceOptions.Grouping.MODULE, List.of()), even, odd))
        .contains("<groups><odd>odd, one, even</odd></groups>.");
  }

  @ParameterizedTest
  @EnumSource(ServiceOptions.Grouping.class)
  void advisedGroupIsAccepted(ServiceOptions.Grouping grouping) {
    for (List<String> names :
        List.of(
            List.of("odd", "even", "odd", "even"),
            List.of("a", "b", "f", "g"),
            List.of("all_", "b", "हिन्दी", "größe"))) {
      SourceFile one =
          file(
              names.get(0) + ".py",
              "from %s import %s".formatted(names.get(1), names.get(3)),
              "def %s(): return %s()".formatted(names.get(2), names.get(3)),
              "def one(): return 1");
      SourceFile two =
          file(
              names.get(1) + ".py",
              "from %s import %s".formatted(names.get(0), names.get(2)),
              "def %s(): return %s()".formatted(names.get(3), names.get(2)),
              "def two(): return 2");
      ServiceOptions before =
          grouping == ServiceOptions.Grouping.ALL
              ? BuiltTopology.grouping(grouping, List.of(names.get(2)), Map.of())
              : BuiltTopology.grouping(grouping, List.of(), Map.of());
      Matcher advice =
          Pattern.compile("<groups><(.+)>(.+)</\\1></groups>").matcher(warnings(before, one, two));
      assertThat(advice.find()).isTrue();

      assertThat(
              warnings(
                  BuiltTopology.grouping(
                      grouping,
                      List.of(),
                      Map.of(advice.group(1), List.of(advice.group(2).split(", ")))),
                  one,
                  two))
          .isEmpty();
    }
  }

  @Test
  void nameThatNoGroupMayHaveIsNotAdvised() {
    assertThat(
            warnings(
                ServiceOptions.defaults(),
                file("a.py", "def ℘(): return ℘a()", "def ℘a(): return ℘()")))
        .contains("To make these calls local, set a group in <groups> for ℘, ℘a.");
  }

  @Test
  void functionAsValueClosesACycleAndAModuleDoesNot() {
    assertThat(
            warnings(
                ServiceOptions.defaults(),
                file("a.py", "def f(xs):", "  return map(g, xs)", "def g(x):", "  return f(x)")))
        .contains("f -> g -> f");
    assertThat(
            warnings(
                ServiceOptions.defaults(),
                file("a.py", "import b", "def f():", "  return vars(b)"),
                file("b.py", "import a", "def g():", "  return a.f()")))
        .isEmpty();
  }

  @Test
  void functionsThatReachEachOtherShareOneWarning() {
    SourceFile file =
        file(
            "a.py",
            "def a(): return b()",
            "def b(): return a() + c()",
            "def c(): return b()",
            "def x(): return y()",
            "def y(): return x() + a()");

    assertThat(BuiltTopology.codes(ServiceOptions.defaults(), file))
        .filteredOn(code -> code.contains("NS318"))
        .containsExactly("a.py:1:5: NS318", "a.py:4:5: NS318");
    assertThat(warnings(ServiceOptions.defaults(), file)).contains("<a>a, b, c</a>");
  }

  @Test
  void cycleOf100000FunctionsDoesNotOverflowTheStack() {
    int size = 100_000;
    String[] lines =
        IntStream.range(0, size)
            .mapToObj(i -> "def f" + i + "(): return f" + (i + 1) % size + "()")
            .toArray(String[]::new);

    assertThat(warnings(ServiceOptions.defaults(), file("a.py", lines)))
        .contains("f8 -> f9 -> ... (99989 more) -> f99999 -> f0\n");
  }

  private static ServiceOptions grouping(
      ServiceOptions.Grouping grouping, List<String> separateFunctions) {
    return BuiltTopology.grouping(grouping, separateFunctions, Map.of());
  }

  private static String warnings(ServiceOptions options, SourceFile... files) {
    Analysis analysis = new TopologyBuilder(options).build(List.of(files), Set.of());
    assertThat(analysis.topology()).as(BuiltTopology.shown(analysis)).isPresent();
    return BuiltTopology.shown(
        new Analysis(
            analysis.topology(),
            analysis.calls(),
            analysis.reads(),
            analysis.findings().stream()
                .filter(each -> each.rule() == Rule.REMOTE_CYCLE)
                .toList()));
  }
}
