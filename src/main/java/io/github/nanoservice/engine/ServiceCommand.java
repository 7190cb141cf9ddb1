package io.github.nanoservice.engine;

import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The command lines of a bundle's services. A record of processes can name any process, so only the
 * command line that the system reports shows that a process is a service of this bundle.
 *
 * @param bundle the real path of the bundle's directory
 */
record ServiceCommand(Path bundle) {
  /** The Python file that serves a service, in the service's directory. */
  static final String SCRIPT = "main.py";

  /**
   * Marks a service that outlives its build in the list of processes. Python ignores unknown {@code
   * -X} options, and functions do not see them in {@code sys.argv}.
   */
  private static final List<String> DETACHED = List.of("-X", "nanoservice-detached");

  private static final Pattern INTERPRETER = Pattern.compile("(?i)python|pypy|graalpy");

  /** Returns the command line that starts a service. */
  static List<String> of(String python, Path script, Lifetime lifetime) {
    List<String> arguments = new ArrayList<>(List.of(python));
    if (lifetime == Lifetime.UNTIL_STOPPED) {
      arguments.addAll(DETACHED);
    }
    arguments.add(script.toString());
    return arguments;
  }

  /**
   * Whether a process, whose number and start time are on record, runs a service of the bundle.
   * Windows, which can only kill, reports no arguments of a process: there it is any Python.
   */
  boolean runs(ProcessHandle process) {
    if (!process.supportsNormalTermination()) {
      return isPython(process);
    }
    List<String> arguments = arguments(process);
    return arguments.size() == 1 && isScript(arguments.get(0)) && isPython(process)
        || runsDetached(process);
  }

  /** Whether a process runs a service of the bundle that outlives its build. */
  boolean runsDetached(ProcessHandle process) {
    List<String> arguments = arguments(process);
    int last = arguments.size() - 1;
    return last == DETACHED.size()
        && arguments.subList(0, last).equals(DETACHED)
        && isScript(arguments.get(last));
  }

  /** An editor has the same argument. */
  private static boolean isPython(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> command.substring(command.lastIndexOf(File.separatorChar) + 1))
        .filter(name -> INTERPRETER.matcher(name).lookingAt())
        .isPresent();
  }

  /** Returns the arguments. A process that was forked has those of its parent's as empty ones. */
  private static List<String> arguments(ProcessHandle process) {
    return process.info().arguments().stream()
        .flatMap(Stream::of)
        .filter(argument -> !argument.isEmpty())
        .toList();
  }

  /**
   * Whether an argument is the script of a service. It is compared as text, because not every text
   * is a path: under {@code LC_ALL=C} those with other characters than ASCII are not.
   */
  private boolean isScript(String argument) {
    String before = bundle + File.separator;
    String after = File.separator + SCRIPT;
    if (argument.length() <= before.length() + after.length()
        || !argument.startsWith(before)
        || !argument.endsWith(after)) {
      return false;
    }
    String service = argument.substring(before.length(), argument.length() - after.length());
    return !service.contains(File.separator) && !service.startsWith(".");
  }
}
