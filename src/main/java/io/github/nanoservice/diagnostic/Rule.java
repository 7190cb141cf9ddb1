package io.github.nanoservice.diagnostic;

import static io.github.nanoservice.diagnostic.Severity.ERROR;
import static io.github.nanoservice.diagnostic.Severity.INFO;
import static io.github.nanoservice.diagnostic.Severity.WARNING;

/**
 * The rules for sources and configuration. The meaning of a code never changes. NS1 covers the
 * format of a module, NS2 files and the language, NS3 how functions become services, NS4
 * signatures.
 */
public enum Rule {
  GLOBAL_VARIABLE(
      "NS101",
      ERROR,
      "Global variable",
      "The strict format accepts no variables at the top level, because services share no memory"),
  CLASS(
      "NS102",
      ERROR,
      "Class",
      "The strict format accepts no classes at the top level, because a service serves functions"),
  TOP_LEVEL_LAMBDA(
      "NS103",
      ERROR,
      "Lambda at the top level",
      "A service takes its name from a def statement, and a lambda has no name"),
  IMPORT_ALIAS(
      "NS104",
      ERROR,
      "Import alias",
      "The strict format imports each module and each name under its own name"),
  STAR_IMPORT("NS105", ERROR, "Star import", "An import must list the names that it binds"),
  DUPLICATE_FUNCTION(
      "NS106",
      ERROR,
      "Duplicate function",
      "A module must define each name once, because a name stands for one service"),
  OTHER_STATEMENT("NS107", ERROR, "Unsupported statement", "No service would run this statement"),
  MAIN_GUARD_IGNORED(
      "NS108",
      INFO,
      "Main guard ignored",
      "The statements of a main guard are not part of any service"),
  BARE_STRING_IGNORED(
      "NS109",
      INFO,
      "Bare string ignored",
      "A string that is not a docstring is not part of any service"),

  UNTERMINATED_STRING(
      "NS201",
      ERROR,
      "Unterminated string",
      "A string must be closed before the end of its line, or of the file if it is triple-quoted"),
  UNBALANCED_BRACKET(
      "NS202",
      ERROR,
      "Unbalanced bracket",
      "Every opening bracket needs a closing bracket of the same kind"),
  INDENTATION(
      "NS203",
      ERROR,
      "Inconsistent indentation",
      "Every line of a block needs the same indentation"),
  ENCODING(
      "NS204",
      ERROR,
      "Encoding error",
      "A file must be valid in UTF-8, or in the encoding that it declares (PEP 263)"),
  INVALID_TOKEN(
      "NS205", ERROR, "Invalid token", "Every character must belong to a token of Python"),
  INVALID_SYNTAX("NS206", ERROR, "Invalid syntax", "Every statement must follow Python's grammar"),
  TOO_DEEP(
      "NS207",
      ERROR,
      "Nesting too deep",
      "CPython limits how deeply blocks and brackets can be nested"),
  UNREADABLE_FILE(
      "NS208",
      ERROR,
      "Unreadable file",
      "The plugin must be able to read every file of the sources"),
  MODULE_NAME("NS209", ERROR, "Invalid module name", "An import statement cannot name this file"),
  BIDIRECTIONAL_CONTROL(
      "NS210",
      WARNING,
      "Bidirectional control",
      "A character can show a line in another order than Python reads it"),
  SKIPPED_DIRECTORY(
      "NS211",
      INFO,
      "Skipped directory",
      "A virtual environment, installed packages and the output of a build are not read as sources"),

  DUPLICATE_SERVICE_NAME(
      "NS301",
      ERROR,
      "Duplicate service name",
      "Two functions would be served under the same name"),
  DUPLICATE_DNS_LABEL(
      "NS302",
      ERROR,
      "Duplicate DNS label",
      "Two names become the same host, image and directory name"),
  RESERVED_NAME(
      "NS303",
      ERROR,
      "Reserved name",
      "A service cannot have the name of a file of the bundle or of a path that every server answers"),
  INVALID_GROUP(
      "NS304",
      ERROR,
      "Invalid group",
      "A group must name existing functions, and each function can be in one group only"),
  UNKNOWN_FUNCTION(
      "NS305", ERROR, "Unknown function", "The configuration names a function that does not exist"),
  INVALID_PARAMETER(
      "NS306",
      ERROR,
      "Invalid parameter",
      "The value of a parameter does not have the expected form"),
  NO_ENTRY_POINT(
      "NS307",
      INFO,
      "No entry point",
      "Without an entry point, no function can be called from outside"),
  NO_FUNCTIONS("NS308", WARNING, "No functions", "The sources contain no function to serve"),
  UNKNOWN_IMPORT(
      "NS309",
      ERROR,
      "Unresolved import",
      "An import names a module or a name that the sources do not contain"),
  UNAVAILABLE_NAME(
      "NS310",
      ERROR,
      "Unavailable name",
      "A service can use a module of the sources only for what that module defines"),
  SHARED_STATE(
      "NS311",
      ERROR,
      "Shared state",
      "A name that a function rebinds or changes can be used in one service only"),
  NAME_CLASH("NS312", ERROR, "Name clash", "Within one service, a name can have one meaning only"),
  REQUIREMENT_NOT_FOLLOWED(
      "NS313",
      WARNING,
      "Requirement not followed",
      "A declared requirement is a local file or directory, is in another index, or names no distribution"),
  HASH_MISSING(
      "NS314",
      WARNING,
      "Missing hash",
      "pip checks the hashes of some distributions of a service, but there is none for another"),
  MODULE_ATTRIBUTE(
      "NS315",
      ERROR,
      "Reserved module attribute",
      "A module cannot define a name that Python sets on every module"),
  UNKNOWN_DISTRIBUTION(
      "NS316",
      ERROR,
      "Unknown distribution",
      "No list says which distribution provides an import, and its name may belong to somebody else"),
  FUTURE_CLASH(
      "NS317",
      ERROR,
      "Conflicting future features",
      "All functions in one file are compiled with the same future features"),
  REMOTE_CYCLE(
      "NS318",
      WARNING,
      "Cycle of remote calls",
      "Functions call each other in a cycle from one service to another"),
  MAIN_THREAD(
      "NS319",
      WARNING,
      "Main thread required",
      "A call works in the main thread only, and a service calls its functions in other threads"),
  CARRIED_MODULE(
      "NS320",
      WARNING,
      "Module carried whole",
      "A service has the file of this module as it is, with all of its functions"),
  SHARED_STATE_GROUP(
      "NS321",
      WARNING,
      "Functions grouped by shared state",
      "Functions that use the same state are in one service, because services share no memory"),
  MISSING_DATA_FILE(
      "NS322",
      WARNING,
      "Missing data file",
      "A function reads a file by a relative path, and the sources have no such file"),
  UNUSABLE_ARCHIVE(
      "NS323",
      ERROR,
      "Unusable Python dependency",
      "An archive that the project depends on has entries that no source directory can have"),
  REMOVED_MODULE(
      "NS324",
      ERROR,
      "Module left the standard library",
      "The configured Python has no such module, and no requirement provides it"),
  UNUSABLE_DECLARATION(
      "NS325",
      ERROR,
      "Unusable declaration of requirements",
      "A file that declares requirements is missing, malformed or part of a loop"),
  FOREIGN_HANDLER(
      "NS326",
      WARNING,
      "Handler of a web framework",
      "A web framework calls a handler with a request, and a service calls it without one"),
  LAMBDA_HANDLER(
      "NS327",
      WARNING,
      "Handler of AWS Lambda",
      "A function looks like a handler of AWS Lambda, and a service passes it no event"),
  NO_NETWORK_ACCESS(
      "NS328",
      WARNING,
      "No access to the network",
      "A service imports a network client, but its container reaches no other network"),
  CONFLICTING_SETTINGS(
      "NS329",
      ERROR,
      "Conflicting settings",
      "Two settings that count equally have different values for one service"),
  QUALIFIED_NAME(
      "NS330",
      INFO,
      "Qualified name",
      "Functions of one name are told apart by the names of their modules"),
  OMITTED_FUNCTIONS(
      "NS331",
      INFO,
      "Functions omitted",
      "No service serves a function that no entry point reaches"),
  WSGI_APPLICATION(
      "NS332",
      INFO,
      "WSGI application",
      "A WSGI application of the sources is a service of its own, on its own routes"),
  UNIMPORTABLE_FILE(
      "NS333",
      WARNING,
      "File that no import can name",
      "A service contains this file as data, and none serves its functions"),
  VALUE_GROUP(
      "NS334",
      WARNING,
      "Functions grouped by values",
      "Functions that hand one another a value that cannot cross are in one service"),
  COPIED_STATE(
      "NS335",
      WARNING,
      "State in several copies",
      "A service keeps state and has several processes, each with its own copy"),

  TOO_MANY_ARGUMENTS(
      "NS401",
      ERROR,
      "Too many positional arguments",
      "A call passes more positional arguments than its function accepts"),
  MISSING_ARGUMENT(
      "NS402", ERROR, "Missing argument", "A call omits an argument that has no default"),
  UNKNOWN_KEYWORD(
      "NS403",
      ERROR,
      "Unknown keyword argument",
      "A call passes a keyword that is not a parameter of its function"),
  REPEATED_ARGUMENT("NS404", ERROR, "Repeated argument", "A call passes one argument twice"),
  POSITIONAL_ONLY(
      "NS405",
      ERROR,
      "Positional-only parameter passed by keyword",
      "A call passes a positional-only parameter by its name"),
  LITERAL_TYPE(
      "NS406",
      WARNING,
      "Literal of the wrong type",
      "A literal is not of the type that its parameter is annotated with"),
  BREAKING_CHANGE(
      "NS407", ERROR, "Breaking change", "A change breaks calls that the baseline allows");

  private final String code;
  private final Severity severity;
  private final String title;
  private final String description;

  Rule(String code, Severity severity, String title, String description) {
    this.code = code;
    this.severity = severity;
    this.title = title;
    this.description = description;
  }

  /** Returns the stable code: {@code NS101}. */
  public String code() {
    return code;
  }

  /** Returns the severity of a violation, unless the build configures another one. */
  public Severity severity() {
    return severity;
  }

  /** Returns the fault in a few words, without a full stop: {@code Unterminated string}. */
  public String title() {
    return title;
  }

  /** Returns the reason for the rule in one sentence, without a full stop. */
  public String description() {
    return description;
  }

  /**
   * Returns whether a violation makes the text invalid Python. The parser stops there, so the rest
   * of the file is unknown.
   */
  public boolean isOfLanguage() {
    return code.startsWith("NS2") && severity == ERROR;
  }
}
