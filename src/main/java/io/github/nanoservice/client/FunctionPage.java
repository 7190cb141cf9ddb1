package io.github.nanoservice.client;

import io.github.nanoservice.contract.Contract;
import io.github.nanoservice.contract.Contract.ParameterContract;
import io.github.nanoservice.contract.Type;
import io.github.nanoservice.python.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One function, as the templates of interface, client and options show it. */
final class FunctionPage {
  private final Contract contract;
  private final String name;
  private final List<Argument> required;
  private final Optional<OptionsPage> options;
  private final boolean stream;
  private final JavaType result;

  /** A parameter that every call gives. */
  private record Argument(ParameterContract parameter, String name, JavaType type) {}

  /**
   * @param packageName of all classes
   * @param taken names of methods that there are
   * @param optionsName the name that a class of options may have
   */
  FunctionPage(
      String packageName,
      Contract contract,
      JavaNames taken,
      Function<String, String> optionsName) {
    this.contract = contract;
    this.name = taken.of(contract.endpoint().name(), List.of("Async", "Arguments"));
    JavaNames names = new JavaNames("options", "arguments", "calls", "addresses");
    this.required =
        contract.parameters().stream()
            .filter(ParameterContract::required)
            .map(each -> new Argument(each, names.of(each.name()), JavaType.of(each.type())))
            .toList();
    this.options =
        required.size() == contract.parameters().size()
            ? Optional.empty()
            : Optional.of(OptionsPage.of(packageName, contract, optionsName.apply(name)));
    this.stream = contract.result() instanceof Type.Stream;
    this.result =
        contract.result() instanceof Type.Stream of
            ? JavaType.of(of.item())
            : JavaType.of(contract.result());
  }

  String name() {
    return name;
  }

  Optional<OptionsPage> options() {
    return options;
  }

  /** Classes that the interface names. */
  Set<String> imports() {
    Set<String> imports = new TreeSet<>(result.imports());
    required.forEach(each -> imports.addAll(each.type().imports()));
    imports.add(stream ? "java.util.stream.Stream" : "java.util.concurrent.CompletableFuture");
    return imports;
  }

  boolean async() {
    return !stream;
  }

  String boxed() {
    return result.name();
  }

  String returns() {
    if (stream) {
      return "Stream<" + result.name() + ">";
    }
    return result.name().equals("Void") ? "void" : result.primitive();
  }

  String parameterList() {
    return joined(
        required.stream().map(each -> each.type().primitive() + " " + each.name()),
        options.stream().map(each -> each.name() + " options"));
  }

  /** The parameters of the method that takes no options. */
  Optional<String> withoutOptions() {
    return options.map(
        each ->
            joined(
                required.stream()
                    .map(argument -> argument.type().primitive() + " " + argument.name()),
                Stream.of()));
  }

  String argumentsWithNone() {
    return joined(
        required.stream().map(Argument::name),
        options.stream().map(each -> each.name() + ".none()"));
  }

  String link() {
    return name
        + "("
        + joined(
            required.stream().map(each -> erased(each.type().primitive())),
            options.stream().map(OptionsPage::name))
        + ")";
  }

  private static String erased(String type) {
    return type.replaceFirst("<.*>", "");
  }

  private static String joined(Stream<String> first, Stream<String> more) {
    return Stream.concat(first, more).collect(Collectors.joining(", "));
  }

  List<String> javadoc() {
    List<String> lines = new ArrayList<>();
    String signature = contract.endpoint().name() + contract.signature();
    lines.addAll(
        JavadocText.of(
            contract
                .docstring()
                .filter(text -> !text.isBlank())
                .orElse("Calls " + signature + ".")));
    lines.add("");
    required.forEach(
        each ->
            lines.add(
                " @param " + each.name() + " " + JavadocText.escaped(each.parameter().name())));
    options.ifPresent(each -> lines.add(" @param options what is not given has its default"));
    if (!returns().equals("void")) {
      lines.add(
          stream
              ? " @return the items as they come; to be closed"
              : " @return the function's value");
    }
    lines.add(" @throws PythonException what the function raised");
    lines.add(" @throws CallFailedException where no answer came");
    return lines;
  }

  /** Statements that fill the arguments. */
  List<String> adds() {
    List<String> adds = new ArrayList<>();
    for (Argument each : required) {
      boolean byName = each.parameter().kind() == Kind.KEYWORD_ONLY;
      adds.add(
          "arguments.add("
              + (byName ? literal(each.parameter().name()) + ", " : "")
              + each.type().form()
              + ", "
              + each.name()
              + ");");
    }
    options.ifPresent(each -> adds.add("options.addTo(arguments);"));
    return adds;
  }

  /** What a call begins with, where there is a value. */
  String returning() {
    return returns().equals("void") ? "" : "return ";
  }

  /** The method of {@code Calls} that waits for the value. */
  String how() {
    return stream ? "stream" : "call";
  }

  /** The parameters by name alone. */
  String names() {
    return joined(required.stream().map(Argument::name), options.stream().map(each -> "options"));
  }

  String form() {
    return result.form();
  }

  String key() {
    return literal(contract.endpoint().name());
  }

  String variable() {
    return literal(
        "NANOSERVICE_"
            + contract.endpoint().slug().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")
            + "_URL");
  }

  String defaultAddress() {
    // No java.net.URI has a host with an underscore: the slug is a name of the service as well.
    return literal("http://" + contract.endpoint().slug() + ":5000/");
  }

  /** A string literal of Java, in ASCII. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                literal.append('\\').append((char) c);
              } else if (c < ' ' || c > '~') {
                literal.append("\\u%04x".formatted(c));
              } else {
                literal.append((char) c);
              }
            });
    return literal.append('"').toString();
  }
}
