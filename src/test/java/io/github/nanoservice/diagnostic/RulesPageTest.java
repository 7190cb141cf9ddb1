package io.github.nanoservice.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.python.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page that findings link to says of each rule what holds. */
class RulesPageTest {
  private static final Path PAGE = Path.of("docs/rules.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern HELP_URI =
      Pattern.compile("\"helpUri\": \"[^\"]*/" + PAGE + "#([^\"]*)\"");

  @Test
  void hasOneSectionForEachRuleAndNothingElse() throws IOException {
    assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("## ")))
        .containsExactly(
            Arrays.stream(Rule.values()).map(rule -> "## " + rule.code()).toArray(String[]::new));
  }

  /** GitHub names the anchor of a heading after it, in lower case. */
  @Test
  void theHelpOfARuleIsASectionOfThePage() throws IOException {
    List<String> anchors =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring("## ".length()).toLowerCase(Locale.ROOT))
            .toList();
    List<Finding> findings =
        Arrays.stream(Rule.values())
            .map(rule -> Finding.of(rule, new Location.Everywhere(), "found", "Fix it."))
            .toList();
    Path root = Path.of("project").toAbsolutePath();
    String sarif = new Sarif("1.2.3", root, root, root.resolve("pom.xml")).write(findings);
    assertThat(HELP_URI.matcher(sarif).results().map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(anchors);
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void saysTheRuleAndHowSevereABreachIs(Rule rule) throws IOException {
    String severity =
        switch (rule.severity()) {
          case ERROR -> "*Error.*";
          case WARNING -> "*Warning.*";
          case INFO -> "*Note.*";
        };
    assertThat(section(rule))
        .startsWith(
            "\n\n**%s.** %s %s.\n\n```".formatted(rule.title(), severity, rule.description()));
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void showsAnExampleAndWhatToWriteInstead(Rule rule) throws IOException {
    assertThat(blocks(rule)).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("exemplified")
  void exampleBreaksTheRuleAndTheOtherDoesNot(Rule rule) throws IOException {
    List<MatchResult> blocks = blocks(rule);
    assertThat(violations(blocks.get(0))).extracting(Violation::rule).containsExactly(rule);
    assertThat(violations(blocks.get(1))).isEmpty();
  }

  /** The rules of one module by itself; an example that nests too deep would fill the page. */
  static Stream<Rule> exemplified() {
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.code().startsWith("NS1") || rule.compareTo(Rule.TOO_DEEP) < 0);
  }

  private static List<Violation> violations(MatchResult block) {
    assertThat(block.group(1)).isEqualTo("python");
    return new ModuleParser(Format.strict())
        .parse(block.group(2).getBytes(StandardCharsets.UTF_8))
        .violations();
  }

  private static List<MatchResult> blocks(Rule rule) throws IOException {
    return BLOCK.matcher(section(rule)).results().toList();
  }

  private static String section(Rule rule) throws IOException {
    String page = Files.readString(PAGE);
    String behind = page.substring(page.indexOf("## " + rule.code()) + "## NS101".length());
    int next = behind.indexOf("\n## ");
    return next < 0 ? behind : behind.substring(0, next);
  }
}
