package io.github.nanoservice.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment variables of a process: which ones it inherits from this process, and which ones
 * are set for it.
 *
 * @param withheld names of variables that it does not inherit
 * @param passed names of variables that it inherits even so
 * @param set variables that it gets in any case
 */
record Environment(Pattern withheld, Set<String> passed, SortedMap<String, String> set) {
  Environment {
    passed = Set.copyOf(passed);
    set = Collections.unmodifiableSortedMap(new TreeMap<>(set));
  }

  /**
   * These variables configure the Python, the server or the environment that the build happens to
   * run in. A container of the service does not have them.
   */
  private static final Pattern OF_PYTHON =
      Pattern.compile(
          "PYTHON.*|__PYVENV_LAUNCHER__|VIRTUAL_ENV|FLASK_.*|WERKZEUG_.*|NANOSERVICE_(?!CONNECTION_AGE_MS$).*");

  private static final String RUNTIME = "NANOSERVICE_";

  /** These variables select other files, services or projects than the goal acts on. */
  private static final Pattern OF_COMPOSE = Pattern.compile("COMPOSE_(?!PARALLEL_LIMIT$).*");

  private static final Pattern NOTHING = Pattern.compile("(?!)");

  /** UTF-8 whatever the locale is, as in the images of Python. */
  private static final Map<String, String> UTF8 =
      Map.of("PYTHONUTF8", "1", "PYTHONIOENCODING", "utf-8");

  /** Everything that this process has. */
  static Environment inherited() {
    return new Environment(NOTHING, Set.of(), Collections.emptySortedMap());
  }

  /**
   * The environment of a Python: what its container would have, and the other variables of this
   * process.
   *
   * @param passed variables that it gets although they would be withheld
   */
  static Environment ofPython(Collection<String> passed, Map<String, String> set) {
    SortedMap<String, String> all = new TreeMap<>(UTF8);
    all.putAll(set);
    return new Environment(OF_PYTHON, Set.copyOf(passed), all);
  }

  /** The environment of a compose program. */
  static Environment ofCompose(Map<String, String> set) {
    return new Environment(OF_COMPOSE, Set.of(), new TreeMap<>(set));
  }

  /** Returns the variables that are set for the runtime of a service, which reads them itself. */
  SortedMap<String, String> ofRuntime() {
    SortedMap<String, String> variables = new TreeMap<>(set);
    variables.keySet().removeIf(name -> !name.startsWith(RUNTIME));
    return variables;
  }

  /** Returns this environment without the variables that are set for the runtime of a service. */
  Environment withoutRuntime() {
    SortedMap<String, String> variables = new TreeMap<>(set);
    variables.keySet().removeIf(name -> name.startsWith(RUNTIME));
    return new Environment(withheld, passed, variables);
  }

  /** Removes and sets variables. */
  void applyTo(Map<String, String> variables) {
    variables.keySet().removeIf(name -> withheld.matcher(name).matches() && !passed.contains(name));
    variables.putAll(set);
  }
}
