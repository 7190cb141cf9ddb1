package io.github.nanoservice.resolve;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Reference;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the calls of which it is certain what they call. */
public final class CallSites {
  /** Decorators that hand arguments on as they are. */
  private static final Map<String, Set<String>> TRANSPARENT =
      Map.of(
          "functools", Set.of("cache", "lru_cache"),
          "contextlib", Set.of("contextmanager", "asynccontextmanager"));

  private final SourceTree tree;
  private final NameResolver uses;

  public CallSites(SourceTree tree, NameResolver uses) {
    this.tree = tree;
    this.uses = uses;
  }

  /** The calls in some definitions, in their order. */
  public List<CallSite> in(List<Definition> definitions) {
    // Of two functions of one name, which is refused, nobody knows which is meant.
    List<Definition> single = definitions.stream().filter(this::isSingle).toList();
    Set<String> replaced = new HashSet<>();
    for (Definition definition : single) {
      uses.of(definition).stream()
          .filter(use -> use.reference().use() == Reference.Use.CHANGE)
          .flatMap(use -> called(definition.file(), use).stream())
          .forEach(
              target ->
                  replaced.add(new Definition.OfFunction(target.file(), target.function()).key()));
    }
    return single.stream()
        .flatMap(this::in)
        .filter(
            site ->
                !replaced.contains(
                    new Definition.OfFunction(site.calleeFile(), site.callee()).key()))
        .toList();
  }

  private boolean isSingle(Definition definition) {
    return !(definition instanceof Definition.OfFunction of)
        || isBoundOnce(of.file(), of.function().name());
  }

  private Stream<CallSite> in(Definition definition) {
    return uses.of(definition).stream()
        .filter(use -> use.reference().use() == Reference.Use.CALL)
        .filter(use -> use.reference().certain())
        .flatMap(
            use ->
                called(definition.file(), use).stream()
                    .filter(this::isAsWritten)
                    .map(
                        target ->
                            new CallSite(
                                definition.file(),
                                definition.span(),
                                use.reference(),
                                target.file(),
                                target.function())));
  }

  /** The function that a whole chain of attributes stands for. */
  private Optional<Target.OfFunction> called(SourceFile file, ResolvedUse use) {
    Reference reference = use.reference();
    List<String> attributes = reference.attributes();
    if (!isBoundOnce(file, reference.name())) {
      return Optional.empty();
    }
    if (attributes.isEmpty()) {
      return Optional.of(use.target())
          .filter(Target.OfFunction.class::isInstance)
          .map(Target.OfFunction.class::cast);
    }
    boolean ofModule =
        use.target() instanceof Target.OfModule module
            && uses.reach(module, attributes.subList(0, attributes.size() - 1))
                instanceof NameResolver.Reach.Whole;
    return ofModule
            && uses.reach((Target.OfModule) use.target(), attributes)
                instanceof NameResolver.Reach.OfFunction function
        ? Optional.of(function.target())
        : Optional.empty();
  }

  private boolean isAsWritten(Target.OfFunction target) {
    return isBoundOnce(target.file(), target.function().name())
        && isPlain(target.file(), target.function());
  }

  private boolean isBoundOnce(SourceFile file, String name) {
    return tree.scope(file).all(name).size() == 1 && !tree.rebound(file.path()).contains(name);
  }

  /** Whether every decorator, as far as there are any, is one of those that change no parameter. */
  private boolean isPlain(SourceFile file, Function function) {
    String head =
        file.module()
            .source()
            .text()
            .substring(function.span().start(), function.nameSpan().start());
    List<Reference> decorators =
        function.references().stream()
            .filter(reference -> reference.span().start() < function.nameSpan().start())
            .toList();
    long count = head.lines().filter(line -> line.startsWith("@")).count();
    return !head.startsWith("@")
        || count == decorators.size()
            && decorators.stream().allMatch(each -> isTransparent(file, function, each));
  }

  private boolean isTransparent(SourceFile file, Function function, Reference decorator) {
    Optional<Target> target =
        tree.scope(file)
            .lastBefore(decorator.name(), function.span().start())
            .map(entry -> tree.target(file, decorator.name(), entry));
    if (target.isEmpty()) {
      return false;
    }
    if (target.get() instanceof Target.OfLibraryName of) {
      return decorator.attributes().isEmpty() && isTransparent(of.module(), of.name());
    }
    return target.get() instanceof Target.OfLibrary library
        && decorator.attributes().size() == 1
        && isTransparent(library.module(), decorator.attributes().get(0));
  }

  private static boolean isTransparent(String module, String name) {
    return TRANSPARENT.getOrDefault(module, Set.of()).contains(name);
  }
}
