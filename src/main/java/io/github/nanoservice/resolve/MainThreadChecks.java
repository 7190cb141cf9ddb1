package io.github.nanoservice.resolve;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds calls of the standard library that work in the main thread only. A service calls its
 * functions in other threads.
 */
public final class MainThreadChecks {
  private static final String CONNECT = "sqlite3.connect";
  private static final String EVENT_LOOP = "asyncio.get_event_loop";

  /** What to do instead, by the name of the function. */
  private static final Map<String, String> ADVICE_BY_NAME =
      Map.of(
          "signal.signal",
          "Let the program that calls this function handle signals.",
          "signal.set_wakeup_fd",
          "Let the program that calls this function handle signals.",
          EVENT_LOOP,
          "Use asyncio.run(), or asyncio.new_event_loop().");

  private final NameResolver resolver;
  private final List<Finding> findings = new ArrayList<>();

  private MainThreadChecks(NameResolver resolver) {
    this.resolver = resolver;
  }

  /** Returns a warning for each such call, in the order of the definitions. */
  public static List<Finding> findings(NameResolver resolver, List<Definition> definitions) {
    MainThreadChecks checks = new MainThreadChecks(resolver);
    definitions.forEach(checks::check);
    return List.copyOf(checks.findings);
  }

  private void check(Definition definition) {
    for (ResolvedUse use : resolver.uses(definition)) {
      Reference reference = use.reference();
      if (reference.use() == Reference.Use.CALL && reference.certain()) {
        check(definition, use, use.libraryName());
      }
    }
  }

  private void check(Definition definition, ResolvedUse use, String name) {
    boolean whenCalled = use.reference().moment() == Reference.Moment.CALL;
    if (whenCalled && ADVICE_BY_NAME.containsKey(name) && !hasLoop(definition, name)) {
      report(
          definition,
          use,
          "\"%s\" works in the main thread only, but a service calls its functions in other threads"
              .formatted(name),
          ADVICE_BY_NAME.get(name));
    }
    // Only functions and methods evaluate a reference later than the import.
    if (!whenCalled && name.equals(CONNECT) && !definition.text().contains("check_same_thread")) {
      report(
          definition,
          use,
          "the import opens this connection, and sqlite3 refuses to use it in another thread, where"
              + " a service calls its functions",
          "Open the connection in the function, or pass check_same_thread=False.");
    }
  }

  /** A coroutine runs in an event loop, whatever its thread. */
  private static boolean hasLoop(Definition definition, String name) {
    return name.equals(EVENT_LOOP)
        && definition instanceof Definition.OfFunction of
        && of.function().async();
  }

  private void report(Definition definition, ResolvedUse use, String message, String advice) {
    findings.add(Finding.of(Rule.MAIN_THREAD, Locations.of(definition, use), message, advice));
  }
}
