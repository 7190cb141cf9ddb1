package io.github.nanoservice.javaclient;

import io.github.nanoservice.contract.Contract;
import io.github.nanoservice.contract.Contract.ParameterContract;
import io.github.nanoservice.python.Parameter.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What {@code client/Options.java.mustache} shows: the optional arguments of a function.
 *
 * @param function its name in Python
 * @param name of the class
 * @param options a method each
 * @param positional a list of those that may be given by position
 * @param positionalOnly a set of those that may be given so only
 * @param imports names of classes
 */
record OptionsPage(
    String packageName,
    String function,
    String name,
    List<Option> options,
    String positional,
    String positionalOnly,
    Set<String> imports) {

  /**
   * One of them.
   *
   * @param javadoc its first sentence
   * @param what its parameter is
   * @param owner the class
   * @param name of the method and its parameter
   * @param type of the parameter
   * @param with the call that adds it
   */
  record Option(String javadoc, String what, String owner, String name, String type, String with) {}

  static OptionsPage of(String packageName, Contract contract, String name) {
    JavaNames names = new JavaNames("none", "addTo", "given");
    List<ParameterContract> optional =
        contract.parameters().stream().filter(parameter -> !parameter.required()).toList();
    Set<String> imports = new TreeSet<>(Set.of("java.util.List", "java.util.Set"));
    optional.forEach(each -> imports.addAll(JavaType.of(each.type()).imports()));
    if (optional.stream().anyMatch(each -> each.kind() == Kind.VAR_KEYWORD)) {
      imports.add("java.util.Map");
    }
    return new OptionsPage(
        packageName,
        contract.endpoint().name(),
        name,
        optional.stream().map(each -> option(each, name, names.of(each.name()))).toList(),
        "List.of("
            + literals(
                optional,
                kind -> kind == Kind.POSITIONAL_ONLY || kind == Kind.POSITIONAL_OR_KEYWORD)
            + ")",
        "Set.of(" + literals(optional, kind -> kind == Kind.POSITIONAL_ONLY) + ")",
        imports);
  }

  private static String literals(List<ParameterContract> optional, Predicate<Kind> kinds) {
    return optional.stream()
        .filter(each -> kinds.test(each.kind()))
        .map(each -> Code.literal(each.name()))
        .collect(Collectors.joining(", "));
  }

  private static Option option(ParameterContract parameter, String owner, String name) {
    JavaType type = JavaType.of(parameter.type());
    String python = Code.literal(parameter.name());
    return switch (parameter.kind()) {
      case VAR_POSITIONAL ->
          new Option(
              "Gives further positional arguments, {@code *%s}.".formatted(parameter.name()),
              "the arguments behind all others",
              owner,
              name,
              "List<%s>".formatted(type.name()),
              "withRest(%s, %s, %s)".formatted(python, type.form(), name));
      case VAR_KEYWORD ->
          new Option(
              "Gives further keyword arguments, {@code **%s}.".formatted(parameter.name()),
              "the arguments by their names, of which no parameter is one",
              owner,
              name,
              "Map<String, %s>".formatted(type.name()),
              "withMore(%s, %s)".formatted(type.form(), name));
      default ->
          new Option(
              "Gives {@code %s}.".formatted(parameter.name()),
              "the argument",
              owner,
              name,
              type.primitive(),
              "with(%s, %s, %s)".formatted(python, type.form(), name));
    };
  }

  /** Import statements. */
  String importBlock() {
    return ClientPage.importBlock(imports);
  }
}
