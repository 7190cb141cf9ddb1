package io.github.nanoservice.javaclient;

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
import java.util.function.UnaryOperator;

/** The values of one function for the templates of the interface and its implementation. */
final class FunctionModel {
  /** The spaces before a method. */
  private static final int INDENT = 2;

  private final Contract contract;
  private final String name;
  private final List<Argument> required;
  private final Optional<OptionsModel> options;
  private final boolean stream;
  private final JavaType result;

  /** A required parameter. */
  private record Argument(ParameterContract parameter, String name, JavaType type) {
    String declaration() {
      return type.primitive() + " " + name;
    }

    String add() {
      String method = parameter.kind() == Kind.KEYWORD_ONLY ? "addKeyword" : "add";
      return "arguments.%s(%s, %s, %s);"
          .formatted(method, Code.literal(parameter.name()), type.codec(), name);
    }
  }

  /**
   * A method of the interface.
   *
   * @param javadoc the lines of its comment, each without the leading star
   * @param header its declaration; for a default method with the body
   */
  record Declaration(List<String> javadoc, String header) {}

  /**
   * A method of the client.
   *
   * @param header its declaration without the body
   * @param statement its body
   */
  record Implementation(String header, String statement) {}

  private FunctionModel(
      Contract contract,
      String name,
      List<Argument> required,
      Optional<OptionsModel> options,
      JavaType result) {
    this.contract = contract;
    this.name = name;
    this.required = required;
    this.options = options;
    this.stream = contract.result() instanceof Type.Stream;
    this.result = result;
  }

  /**
   * Returns the values of a function.
   *
   * @param packageName the package of all classes
   * @param methods the names of methods in use; those of the function are added
   * @param optionsName returns the name of the options class of a method
   */
  static FunctionModel of(
      String packageName, Contract contract, JavaNames methods, UnaryOperator<String> optionsName) {
    String name = methods.of(contract.endpoint().name(), List.of("Async", "Arguments"));
    JavaNames names = new JavaNames("options", "arguments", "calls");
    List<Argument> required =
        contract.parameters().stream()
            .filter(ParameterContract::required)
            .map(each -> new Argument(each, names.of(each.name()), JavaType.of(each.type())))
            .toList();
    boolean hasOptions = required.size() < contract.parameters().size();
    Type result =
        contract.result() instanceof Type.Stream stream ? stream.item() : contract.result();
    return new FunctionModel(
        contract,
        name,
        required,
        hasOptions
            ? Optional.of(OptionsModel.of(packageName, contract, optionsName.apply(name)))
            : Optional.empty(),
        JavaType.of(result));
  }

  Optional<OptionsModel> options() {
    return options;
  }

  /** Returns the classes that the interface imports. */
  Set<String> imports() {
    Set<String> imports = new TreeSet<>(result.imports());
    required.forEach(each -> imports.addAll(each.type().imports()));
    imports.add(stream ? "java.util.stream.Stream" : "java.util.concurrent.CompletableFuture");
    return imports;
  }

  /** Returns the methods of the interface. */
  List<Declaration> declarations() {
    List<Declaration> all = new ArrayList<>();
    all.add(new Declaration(javadoc(), header(returns(), name, true, ";")));
    options.ifPresent(of -> all.add(withDefaults("with the defaults of Python", returns(), name)));
    if (!stream) {
      all.add(
          new Declaration(
              like("without waiting", true, true), header(future(), name + "Async", true, ";")));
      options.ifPresent(
          of ->
              all.add(
                  withDefaults(
                      "without waiting, with the defaults of Python", future(), name + "Async")));
    }
    return all;
  }

  private Declaration withDefaults(String difference, String returns, String method) {
    boolean async = !method.equals(name);
    String returning = returns.equals("void") ? "" : "return ";
    return new Declaration(
        like(difference, async, false),
        header("default " + returns, method, false, " {\n    ")
            + returning
            + Code.wrap(2 * INDENT, method + "(", names(".none()"), ");")
            + "\n  }");
  }

  /** Returns the blocking method. */
  Implementation blocking() {
    String returning = returns().equals("void") ? "" : "return ";
    return new Implementation(
        header("public " + returns(), name, true, ""),
        call(returning + "calls." + (stream ? "stream" : "call")));
  }

  /** Returns the asynchronous method; a function that yields has none. */
  Optional<Implementation> async() {
    return stream
        ? Optional.empty()
        : Optional.of(
            new Implementation(
                header("public " + future(), name + "Async", true, ""),
                call("return calls.callAsync")));
  }

  private String call(String method) {
    String arguments = name + "Arguments(" + String.join(", ", names("")) + ")";
    return Code.wrap(2 * INDENT, method + "(", List.of(arguments, result.codec()), ");");
  }

  /** Returns the declaration of the method that encodes the arguments. */
  String argumentsHeader() {
    return header("private static Arguments", name + "Arguments", true, "");
  }

  /** Returns the statements that encode the arguments. */
  List<String> adds() {
    List<String> adds = new ArrayList<>(required.stream().map(Argument::add).toList());
    options.ifPresent(each -> adds.add("options.addTo(arguments);"));
    return adds;
  }

  /** Returns the function's name as a literal. */
  String key() {
    return Code.literal(contract.endpoint().name());
  }

  /** Returns the statement that sets the function's address. */
  String find() {
    String slug = contract.endpoint().slug();
    String variable =
        "NANOSERVICE_" + slug.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_URL";
    // java.net.URI does not parse a host with an underscore; the slug is also a name of the
    // service.
    String defaultAddress = "http://" + slug + ":5000/";
    return Code.wrap(
        3 * INDENT,
        "addresses.find(",
        List.of(key(), Code.literal(variable), Code.literal(defaultAddress)),
        ");");
  }

  private String returns() {
    if (stream) {
      return "Stream<" + result.name() + ">";
    }
    return result.name().equals("Void") ? "void" : result.primitive();
  }

  private String future() {
    return "CompletableFuture<" + result.name() + ">";
  }

  private String header(String returns, String method, boolean withOptions, String after) {
    List<String> parameters =
        new ArrayList<>(required.stream().map(Argument::declaration).toList());
    if (withOptions) {
      options.ifPresent(each -> parameters.add(each.name() + " options"));
    }
    return Code.wrap(INDENT, returns + " " + method + "(", parameters, ")" + after);
  }

  /**
   * Returns the names of the arguments.
   *
   * @param none the call that returns empty options; empty to pass the options of the caller
   */
  private List<String> names(String none) {
    List<String> names = new ArrayList<>(required.stream().map(Argument::name).toList());
    options.ifPresent(each -> names.add(none.isEmpty() ? "options" : each.name() + none));
    return names;
  }

  private List<String> javadoc() {
    String signature = contract.endpoint().name() + contract.signature();
    List<String> lines =
        new ArrayList<>(
            JavadocText.of(
                contract
                    .docstring()
                    .filter(text -> !text.isBlank())
                    .orElse("Calls " + signature + ".")));
    lines.add("");
    lines.addAll(parameterDocs(true));
    if (stream) {
      lines.add(" @return the items as they arrive; close it, for example with try-with-resources");
    } else if (!returns().equals("void")) {
      lines.add(" @return the result of the function");
    }
    lines.add(" @throws PythonException if the function raises an exception");
    lines.add(" @throws CallFailedException if the call has no result");
    return lines;
  }

  private List<String> like(String difference, boolean async, boolean withOptions) {
    String link = " Like {@link #" + link() + "},";
    String rest = " " + difference + ".";
    boolean fits = Code.fits("   *" + link + rest);
    List<String> lines = new ArrayList<>(fits ? List.of(link + rest) : List.of(link, rest));
    List<String> tags = new ArrayList<>(parameterDocs(withOptions));
    if (async) {
      tags.add(
          " @return the result, or the exception of that method; cancel it to close the connection");
    } else if (!returns().equals("void")) {
      tags.add(" @return the result of that method");
    }
    if (!tags.isEmpty()) {
      lines.add("");
      lines.addAll(tags);
    }
    return lines;
  }

  private List<String> parameterDocs(boolean withOptions) {
    List<String> docs = new ArrayList<>();
    required.forEach(
        each ->
            docs.add(
                " @param %s the argument {@code %s}"
                    .formatted(each.name(), each.parameter().name())));
    if (withOptions) {
      options.ifPresent(each -> docs.add(" @param options the optional arguments"));
    }
    return docs;
  }

  private String link() {
    List<String> types =
        new ArrayList<>(
            required.stream()
                .map(each -> each.type().primitive().replaceFirst("<.*>", ""))
                .toList());
    options.ifPresent(each -> types.add(each.name()));
    return name + "(" + String.join(", ", types) + ")";
  }
}
