package io.github.nanoservice.client;

import io.github.nanoservice.contract.Contract;
import io.github.nanoservice.contract.Contract.ParameterContract;
import io.github.nanoservice.contract.Type;
import io.github.nanoservice.manifest.ServiceProtocol;
import io.github.nanoservice.python.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** One function, as the templates of interface and client show it. */
final class FunctionPage {
  /** Spaces before a method. */
  private static final int INDENT = 2;

  private final Contract contract;
  private final String name;
  private final List<Argument> required;
  private final Optional<OptionsPage> options;
  private final boolean stream;
  private final JavaType result;

  /** A parameter that every call gives. */
  private record Argument(ParameterContract parameter, String name, JavaType type) {
    String declared() {
      return type.primitive() + " " + name;
    }

    String add() {
      String method = parameter.kind() == Kind.KEYWORD_ONLY ? "addKeyword" : "add";
      return "arguments.%s(%s, %s, %s);"
          .formatted(method, Code.literal(parameter.name()), type.form(), name);
    }
  }

  /**
   * A method of the interface.
   *
   * @param javadoc its lines, each as it stands behind its star
   * @param header the declaration, with the body of a default method
   */
  record Declaration(List<String> javadoc, String header) {}

  /**
   * A method of the client.
   *
   * @param implementation its header
   * @param call its only statement
   */
  record Implementation(String implementation, String call) {}

  /**
   * @param packageName of all classes
   * @param taken names of methods that there are
   * @param optionsName gives the name for a class of options of a method
   */
  FunctionPage(
      String packageName, Contract contract, JavaNames taken, UnaryOperator<String> optionsName) {
    this.contract = contract;
    this.name = taken.of(contract.endpoint().name(), List.of("Async", "Arguments"));
    JavaNames names = new JavaNames("options", "arguments", "calls");
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

  /** The methods of the interface. */
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
    boolean later = !method.equals(name);
    String returning = returns.equals("void") ? "" : "return ";
    return new Declaration(
        like(difference, later, false),
        header("default " + returns, method, false, " {\n    ")
            + returning
            + Code.wrapped(2 * INDENT, method + "(", names(".none()"), ");")
            + "\n  }");
  }

  /** The method of the client that waits. */
  Implementation waiting() {
    String returning = returns().equals("void") ? "" : "return ";
    return new Implementation(
        header("public " + returns(), name, true, ""),
        call(returning + "calls." + (stream ? "stream" : "call")));
  }

  /** The method of the client that does not wait, where there is one. */
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
    return Code.wrapped(2 * INDENT, method + "(", List.of(arguments, result.form()), ");");
  }

  /** Header of the method that makes the arguments. */
  String argumentsHeader() {
    return header("private static Arguments", name + "Arguments", true, "");
  }

  /** Statements that fill the arguments. */
  List<String> adds() {
    List<String> adds = new ArrayList<>(required.stream().map(Argument::add).toList());
    options.ifPresent(each -> adds.add("options.addTo(arguments);"));
    return adds;
  }

  /** The function's name as a literal. */
  String key() {
    return Code.literal(contract.endpoint().name());
  }

  /** The statement that looks for the function's address. */
  String find() {
    String slug = contract.endpoint().slug();
    String variable =
        "NANOSERVICE_" + slug.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_URL";
    // No java.net.URI has a host with an underscore: the slug is a name of the service as well.
    String otherwise = "http://" + slug + ":" + ServiceProtocol.PORT + "/";
    return Code.wrapped(
        3 * INDENT,
        "addresses.find(",
        List.of(key(), Code.literal(variable), Code.literal(otherwise)),
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
    List<String> parameters = new ArrayList<>(required.stream().map(Argument::declared).toList());
    if (withOptions) {
      options.ifPresent(each -> parameters.add(each.name() + " options"));
    }
    return Code.wrapped(INDENT, returns + " " + method + "(", parameters, ")" + after);
  }

  /**
   * The arguments by name.
   *
   * @param none what makes options of their class; empty for those that the caller gave
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
      lines.add(" @return the items as they come; close it, as try-with-resources does");
    } else if (!returns().equals("void")) {
      lines.add(" @return the function's value");
    }
    lines.add(" @throws PythonException what the function raised");
    lines.add(" @throws CallFailedException where no answer came");
    return lines;
  }

  private List<String> like(String difference, boolean later, boolean withOptions) {
    String link = " Like {@link #" + link() + "},";
    String rest = " " + difference + ".";
    boolean fits = Code.fits("   *" + link + rest);
    List<String> lines = new ArrayList<>(fits ? List.of(link + rest) : List.of(link, rest));
    List<String> tags = new ArrayList<>(parameterDocs(withOptions));
    if (later) {
      tags.add(
          " @return the value when it has come, or what the other would throw; to cancel it ends the");
      tags.add("     request");
    } else if (!returns().equals("void")) {
      tags.add(" @return what that returns");
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
      options.ifPresent(each -> docs.add(" @param options what is not given has its default"));
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
