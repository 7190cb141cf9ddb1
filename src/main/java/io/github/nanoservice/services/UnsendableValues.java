package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.python.LocalValues;
import io.github.nanoservice.python.LocalValues.Made;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.AttributeResolution;
import io.github.nanoservice.resolve.Decorators;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.ResolvedUse;
import io.github.nanoservice.resolve.Target;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds values that functions return or get and that no service can send to another. */
final class UnsendableValues {
  /** Functions and classes of the standard library and others whose results cannot be sent. */
  private static final Set<String> RESULTS =
      Set.of(
          "PIL.Image.new",
          "PIL.Image.open",
          "argparse.ArgumentParser",
          "concurrent.futures.ProcessPoolExecutor",
          "concurrent.futures.ThreadPoolExecutor",
          "configparser.ConfigParser",
          "contextlib.ExitStack",
          "contextlib.closing",
          "contextlib.nullcontext",
          "contextlib.suppress",
          "functools.partial",
          "io.BytesIO",
          "io.StringIO",
          "io.TextIOWrapper",
          "io.open",
          "logging.getLogger",
          "memoryview",
          "open",
          "operator.attrgetter",
          "operator.itemgetter",
          "operator.methodcaller",
          "optparse.OptionParser",
          "pandas.DataFrame",
          "pandas.read_csv",
          "queue.Queue",
          "random.Random",
          "requests.Session",
          "socket.create_connection",
          "socket.socket",
          "sqlite3.connect",
          "string.Template",
          "struct.Struct",
          "subprocess.Popen",
          "tempfile.NamedTemporaryFile",
          "tempfile.TemporaryDirectory",
          "tempfile.TemporaryFile",
          "threading.Condition",
          "threading.Event",
          "threading.Lock",
          "threading.RLock",
          "threading.Semaphore",
          "threading.Thread",
          "types.MappingProxyType",
          "types.SimpleNamespace",
          "xml.etree.ElementTree.Element",
          "xml.etree.ElementTree.fromstring",
          "xml.etree.ElementTree.parse");

  /** Functions whose results a caller shares with the functions that it passes them to. */
  private static final Set<String> ITERATORS = Set.of("iter");

  /** Functions whose results never end. They can be returned as a stream, but not passed. */
  private static final Set<String> ENDLESS = Set.of("itertools.count", "itertools.cycle");

  /** What makes a value that only the function can name. */
  private static final Pattern MAKING =
      Pattern.compile("\\blambda\\b|\\n\\s+(?:async\\s+def|def|class)\\b");

  private static final String UNSENDABLE = "which cannot be sent to another service";
  private static final String USED_UP = "of which another service would leave nothing";

  private final NameResolver resolver;

  private final Map<String, Map<Integer, ResolvedUse>> usesByKey = new HashMap<>();
  private final Map<String, List<LocalValues.Value>> values = new HashMap<>();

  /** What a function returns that cannot be sent, by its key. */
  private final Map<String, Returned> returned = new HashMap<>();

  /**
   * A value that crosses between a function and what calls it.
   *
   * @param caller what calls the function
   * @param function the function, which returns the value or gets it as an argument
   * @param location where it is returned or passed
   * @param message says so, and why it cannot cross
   */
  record Crossing(
      Definition caller,
      Definition.OfFunction function,
      Location.InSource location,
      String message) {}

  private record Returned(Definition.OfFunction function, Span span, String description) {
    Crossing crossing(Definition caller) {
      return new Crossing(
          caller,
          function,
          Locations.of(function, span),
          "\"%s\" returns %s here, %s"
              .formatted(function.function().name(), description, UNSENDABLE));
    }
  }

  private UnsendableValues(NameResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Returns the values that cross between functions, in the order of the definitions.
   *
   * @param definitions of all sources, by path and offset
   */
  static List<Crossing> in(List<Definition> definitions, NameResolver resolver) {
    return new UnsendableValues(resolver).find(definitions);
  }

  private List<Crossing> find(List<Definition> definitions) {
    findReturned(definitions);
    List<Crossing> crossings = new ArrayList<>();
    for (Definition definition : definitions) {
      Map<Integer, ResolvedUse> uses = uses(definition);
      for (LocalValues.Value value : values(definition, uses)) {
        value
            .callee()
            .flatMap(callee -> function(uses.get(callee)))
            .flatMap(callee -> passed(definition, callee, value, uses))
            .ifPresent(crossings::add);
      }
      uses.values().stream()
          .filter(use -> use.reference().moment() == Reference.Moment.CALL)
          .filter(use -> use.reference().use() == Reference.Use.CALL)
          .flatMap(use -> function(use).stream())
          .map(callee -> returned.get(callee.key()))
          .filter(Objects::nonNull)
          .map(each -> each.crossing(definition))
          .forEach(crossings::add);
    }
    return List.copyOf(crossings);
  }

  /** The values that a definition hands on; it is not read if it can hand on none of interest. */
  private List<LocalValues.Value> values(Definition definition, Map<Integer, ResolvedUse> uses) {
    Source source = definition.file().module().source();
    boolean handsOn =
        definition instanceof Definition.OfFunction
            || ((Definition.OfStatement) definition).statement().kind() == Statement.Kind.CLASS_DEF;
    if (!handsOn
        || !MAKING.matcher(source.text(definition.span())).find()
            && uses.keySet().stream().map(Made.Called::new).noneMatch(made -> isOf(made, uses))) {
      return List.of();
    }
    return values.computeIfAbsent(
        definition.key(), key -> LocalValues.in(source, definition.span()));
  }

  private boolean isOf(Made made, Map<Integer, ResolvedUse> uses) {
    return described(made, uses).isPresent()
        || isResultOf(ITERATORS, made, uses)
        || isResultOf(ENDLESS, made, uses);
  }

  private Optional<Crossing> passed(
      Definition caller,
      Definition.OfFunction function,
      LocalValues.Value value,
      Map<Integer, ResolvedUse> uses) {
    String message = "\"%s\" gets %s here, %s";
    String name = function.function().name();
    return described(value.made(), uses)
        .map(description -> message.formatted(name, description, UNSENDABLE))
        .or(
            () ->
                isResultOf(ITERATORS, value.made(), uses)
                    ? Optional.of(message.formatted(name, "an iterator", USED_UP))
                    : Optional.empty())
        .or(
            () ->
                isResultOf(ENDLESS, value.made(), uses)
                    ? Optional.of(message.formatted(name, "an endless iterator", UNSENDABLE))
                    : Optional.empty())
        .map(text -> new Crossing(caller, function, Locations.of(caller, value.span()), text));
  }

  private static boolean isResultOf(
      Set<String> functions, Made made, Map<Integer, ResolvedUse> uses) {
    return made instanceof Made.Called called
        && uses.containsKey(called.name())
        && functions.contains(name(uses.get(called.name())));
  }

  /**
   * Finds what functions return; a function that returns what such a function returns is one too.
   */
  private void findReturned(List<Definition> definitions) {
    int before = -1;
    while (returned.size() > before) {
      before = returned.size();
      for (Definition definition : definitions) {
        // What a decorated function returns is up to its decorators.
        if (definition instanceof Definition.OfFunction of
            && of.function().decorators().isEmpty()
            && !returned.containsKey(of.key())) {
          Map<Integer, ResolvedUse> uses = uses(of);
          for (LocalValues.Value value : values(of, uses)) {
            if (value.callee().isEmpty()) {
              described(value.made(), uses)
                  .ifPresent(
                      description ->
                          returned.putIfAbsent(
                              of.key(), new Returned(of, value.span(), description)));
            }
          }
        }
      }
    }
  }

  /** The names that a definition uses, by where they begin. */
  private Map<Integer, ResolvedUse> uses(Definition definition) {
    return usesByKey.computeIfAbsent(
        definition.key(),
        key -> {
          Map<Integer, ResolvedUse> uses = new HashMap<>();
          resolver.uses(definition).forEach(use -> uses.put(use.reference().span().start(), use));
          return uses;
        });
  }

  private static Optional<Definition.OfFunction> function(ResolvedUse use) {
    return use != null
            && use.reference().certain()
            && use.end() instanceof AttributeResolution.OfFunction of
            && of.rest().isEmpty()
        ? Optional.of(new Definition.OfFunction(of.target().file(), of.target().function()))
        : Optional.empty();
  }

  /** Says what a value is if it cannot be sent. */
  private Optional<String> described(Made made, Map<Integer, ResolvedUse> uses) {
    if (made instanceof Made.Here here) {
      return Optional.of(here.description());
    }
    ResolvedUse use = uses.get(((Made.Called) made).name());
    if (use == null || !use.reference().certain()) {
      return Optional.empty();
    }
    String name = name(use);
    if (RESULTS.contains(name)) {
      return Optional.of("the result of \"%s\"".formatted(name));
    }
    return function(use)
        .filter(
            callee ->
                returned.containsKey(callee.key())
                    || Decorators.makeContextManager(callee, resolver))
        .map(callee -> "the result of \"%s\"".formatted(callee.function().name()));
  }

  private static String name(ResolvedUse use) {
    Reference reference = use.reference();
    return use.target() instanceof Target.Unbound && reference.attributes().isEmpty()
        ? reference.name()
        : use.libraryName();
  }
}
