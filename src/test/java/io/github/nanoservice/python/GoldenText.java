package io.github.nanoservice.python;

import io.github.nanoservice.source.Position;
import io.github.nanoservice.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Prints everything that the parser reports about a module: the text of {@link ModuleText}, the
 * details that CPython's {@code symtable} does not have, and each violation with its caret.
 */
final class GoldenText {

  static String of(Module module) {
    List<String> lines = new ArrayList<>(ModuleText.of(module, GoldenText::details));
    module.exports().ifPresent(names -> add(lines, "exports", String.join(" ", names)));
    for (Violation violation : module.violations()) {
      addViolation(module.source(), violation, lines);
    }
    for (Violation obstacle : module.obstacles()) {
      lines.add("carried whole:");
      addViolation(module.source(), obstacle, lines);
    }
    return lines.isEmpty() ? "nothing\n" : String.join("\n", lines) + "\n";
  }

  private static List<String> details(Source source, Record item) {
    List<String> lines = new ArrayList<>();
    if (item instanceof Function function) {
      for (Parameter parameter : function.parameters()) {
        parameter.annotation().ifPresent(text -> add(lines, parameter.name() + ":", text));
        parameter.defaultValue().ifPresent(text -> add(lines, parameter.name() + " =", text));
      }
      function.returns().ifPresent(text -> add(lines, "->", text));
      addMoment(lines, "as it is defined:", function, Reference.Moment.DEFINITION);
      addMoment(lines, "kept as text:", function, Reference.Moment.ANNOTATION);
      addChanges(lines, function.references());
      function.imports().forEach(found -> add(lines, "imports", source.text(found.span())));
    } else if (item instanceof Statement statement) {
      if (!statement.binds().isEmpty()) {
        add(lines, "binds", String.join(" ", statement.binds()));
      }
      if (statement.accepted()) {
        add(lines, "is", "accepted");
        statement.calls().stream()
            .flatMap(call -> call.callee().stream())
            .forEach(callee -> add(lines, "calls", callee));
      }
    }
    return lines;
  }

  private static void addChanges(List<String> lines, List<Reference> references) {
    TreeSet<String> names =
        references.stream()
            .filter(Reference::callsMutatingMethod)
            .map(GoldenText::chain)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!names.isEmpty()) {
      add(lines, "changes by", String.join(" ", names));
    }
  }

  private static void add(List<String> lines, String label, String text) {
    lines.add("  " + label + " " + visible(text));
  }

  private static void addMoment(
      List<String> lines, String label, Function function, Reference.Moment moment) {
    TreeSet<String> names =
        function.references().stream()
            .filter(reference -> reference.moment() == moment)
            .map(GoldenText::chain)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!names.isEmpty()) {
      add(lines, label, String.join(" ", names));
    }
  }

  private static String chain(Reference reference) {
    String call = reference.use() == Reference.Use.CALL ? "()" : "";
    return reference.name()
        + reference.attributes().stream().map(name -> "." + name).collect(Collectors.joining())
        + call;
  }

  private static void addViolation(Source source, Violation violation, List<String> lines) {
    Position position = source.position(violation.span().start());
    String line = source.line(position.line());
    int length = source.text(violation.span()).split("[\r\n]", 2)[0].length();
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(
        position.line()
            + ":"
            + position.column()
            + " "
            + violation.rule()
            + " "
            + visible(violation.message()));
    lines.add(visible("    " + line).stripTrailing());
    lines.add(
        " ".repeat(4 + position.column() - 1)
            + "^".repeat(Math.max(1, source.text(violation.span()).codePointCount(0, length))));
    lines.add("  " + visible(violation.advice()));
  }

  /** Replaces control characters by their pictures, so that a caret after a tab is aligned. */
  private static String visible(String text) {
    return text.codePoints()
        .map(c -> c < ' ' ? 0x2400 + c : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private GoldenText() {}
}
