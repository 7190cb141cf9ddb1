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
 * The values for {@code client/Options.java.mustache}: the optional arguments of a function.
 *
 * @param packageName the package of the class
 * @param function the function's name in Python
 * @param name the class
 * @param options the arguments, one method each
 * @param positional an expression: the arguments that can be passed by position
 * @param positionalOnly an expression: the arguments that cannot be passed by name
 * @param imports qualified names of classes
 */
record OptionsModel(
    String packageName,
    String function,
    String name,
    List<Option> options,
    String positional,
    String positionalOnly,
    Set<String> imports) {

  /**
   * An optional argument.
   *
   * @param javadoc the first sentence of its method
   * @param description the description of the method's parameter
   * @param owner the class
   * @param name the method and its parameter
   * @param type the type of the parameter
   * @param statement the body of the method
   */
  record Option(
      String javadoc,
      String description,
      String owner,
      String name,
      String type,
      String statement) {}

  static OptionsModel of(String packageName, Contract contract, String name) {
    JavaNames names = new JavaNames("none", "addTo", "optionalArguments");
    List<ParameterContract> optional =
        contract.parameters().stream().filter(parameter -> !parameter.required()).toList();
    Set<String> imports = new TreeSet<>(Set.of("java.util.List", "java.util.Set"));
    optional.forEach(each -> imports.addAll(JavaType.of(each.type()).imports()));
    if (optional.stream().anyMatch(each -> each.kind() == Kind.VAR_KEYWORD)) {
      imports.add("java.util.Map");
    }
    return new OptionsModel(
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
              "Sets further positional arguments, {@code *%s}.".formatted(parameter.name()),
              "the arguments after all others",
              owner,
              name,
              "List<%s>".formatted(type.name()),
              statement(owner, "withPositional", python, type.codec(), name));
      case VAR_KEYWORD ->
          new Option(
              "Sets further keyword arguments, {@code **%s}.".formatted(parameter.name()),
              "the arguments by name; none is the name of a parameter",
              owner,
              name,
              "Map<String, %s>".formatted(type.name()),
              statement(owner, "withKeywords", type.codec(), name));
      default ->
          new Option(
              "Sets {@code %s}.".formatted(parameter.name()),
              "the argument",
              owner,
              name,
              type.primitive(),
              statement(owner, "with", python, type.codec(), name));
    };
  }

  private static String statement(String owner, String method, String... arguments) {
    String added = "optionalArguments." + method + "(" + String.join(", ", arguments) + ")";
    return Code.wrap(4, "return new " + owner + "(", List.of(added), ");");
  }

  /** Returns the import statements. */
  String importBlock() {
    return ClientModel.importBlock(imports);
  }
}
