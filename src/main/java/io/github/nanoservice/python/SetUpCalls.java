package io.github.nanoservice.python;

import java.util.Set;

/**
 * Functions and methods that configure a library and return nothing of use. Called at the top level
 * of a module, they configure every service that has a part of the module.
 */
final class SetUpCalls {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "csv.field_size_limit",
          "csv.register_dialect",
          "dotenv.load_dotenv",
          "faulthandler.enable",
          "locale.setlocale",
          "logging.addLevelName",
          "logging.basicConfig",
          "logging.captureWarnings",
          "logging.config.dictConfig",
          "logging.config.fileConfig",
          "logging.disable",
          "mimetypes.add_type",
          "mimetypes.init",
          "random.seed",
          "re.purge",
          "socket.setdefaulttimeout",
          "sys.setrecursionlimit",
          "time.tzset",
          "tracemalloc.start",
          "warnings.filterwarnings",
          "warnings.resetwarnings",
          "warnings.simplefilter");

  /** Methods of loggers, handlers and argument parsers. */
  private static final Set<String> METHODS =
      Set.of(
          "addFilter",
          "addHandler",
          "add_argument",
          "removeHandler",
          "setFormatter",
          "setLevel",
          "set_defaults");

  private SetUpCalls() {}

  /** Returns whether a function, by its dotted name, only configures a library. */
  static boolean contain(String function) {
    return FUNCTIONS.contains(function);
  }

  /** Returns whether a method configures the object that it belongs to. */
  static boolean isMethod(String name) {
    return METHODS.contains(name);
  }
}
