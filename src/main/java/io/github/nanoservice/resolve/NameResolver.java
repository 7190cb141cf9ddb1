package io.github.nanoservice.resolve;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What every definition uses, each looked up once, however many services it runs in. */
public final class NameResolver {
  private final SourceTree tree;
  private final Map<String, List<ResolvedUse>> byKey = new HashMap<>();

  public NameResolver(SourceTree tree) {
    this.tree = tree;
  }

  /** What a definition uses, in source order. */
  public List<ResolvedUse> of(Definition definition) {
    List<ResolvedUse> known = byKey.get(definition.key());
    if (known == null) {
      boolean calls = callsAtOnce(definition);
      known =
          definition.references().stream()
              .map(reference -> use(definition, calls, reference))
              .toList();
      byKey.put(definition.key(), known);
    }
    return known;
  }

  private static boolean callsAtOnce(Definition definition) {
    return definition.references().stream()
        .anyMatch(
            reference ->
                reference.moment() == Reference.Moment.DEFINITION
                    && reference.use() == Reference.Use.CALL);
  }

  private ResolvedUse use(Definition definition, boolean calls, Reference reference) {
    SourceFile file = definition.file();
    Optional<ModuleScope.Entry> entry = tree.entry(definition, reference);
    Target unbound =
        tree.rebound(file.path()).contains(reference.name())
            ? new Target.OfState(file, reference.name())
            : new Target.Unbound();
    Target target =
        entry.map(binding -> tree.target(file, reference.name(), binding)).orElse(unbound);
    return new ResolvedUse(
        reference,
        entry,
        target,
        reference.moment() == Reference.Moment.DEFINITION
            && runs(definition, calls, reference, target));
  }

  private static boolean runs(
      Definition definition, boolean calls, Reference reference, Target target) {
    if (definition instanceof Definition.OfFunction function) {
      return runs(function.function(), reference);
    }
    Statement.Kind kind = ((Definition.OfStatement) definition).statement().kind();
    if (kind == Statement.Kind.CLASS_DEF) {
      // A name in its head may be a decorator, and then runs; a base does not.
      return reference.use() == Reference.Use.CALL || !(target instanceof Target.OfVariable);
    }
    return calls;
  }

  private static boolean runs(Function function, Reference reference) {
    boolean inDecorator = reference.span().start() < function.nameSpan().start();
    return inDecorator
        || reference.use() == Reference.Use.CALL
        || !standsAlone(function, reference);
  }

  /** Whether a reference is all of a default or annotation, so that nothing calls it there. */
  private static boolean standsAlone(Function function, Reference reference) {
    String text = reference.name();
    for (String attribute : reference.attributes()) {
      text = DottedNames.join(text, attribute);
    }
    return function.parameters().stream().flatMap(NameResolver::expressions).anyMatch(text::equals)
        || function.returns().filter(text::equals).isPresent();
  }

  private static Stream<String> expressions(Parameter parameter) {
    return Stream.concat(parameter.annotation().stream(), parameter.defaultValue().stream());
  }

  /** Where a chain of attributes leads from a module of the sources: {@code shop.pricing.tax}. */
  public Reach reach(Target.OfModule start, List<String> attributes) {
    String module = start.module();
    for (String attribute : attributes) {
      Optional<Target> member = tree.member(module, attribute);
      if (member.isEmpty()) {
        return new Reach.Nothing(module);
      }
      Target target = member.get();
      if (target.equals(new Target.OfModule(DottedNames.join(module, attribute)))) {
        module = DottedNames.join(module, attribute);
      } else if (target instanceof Target.OfFunction function) {
        return new Reach.OfFunction(module, attribute, function);
      } else if (target instanceof Target.OfVariable variable) {
        return new Reach.OfVariable(module, attribute, variable);
      } else {
        return isElsewhere(target)
            ? new Reach.Elsewhere(module, attribute, target)
            : new Reach.Nothing(module);
      }
    }
    return new Reach.Whole(module);
  }

  private static boolean isElsewhere(Target target) {
    return target instanceof Target.OfModule
        || target instanceof Target.OfLibrary
        || target instanceof Target.OfLibraryName;
  }

  /** The end of a chain of attributes. */
  public sealed interface Reach {
    /** The last module on the way. */
    String module();

    /** A function, under the name it has in that module. */
    record OfFunction(String module, String name, Target.OfFunction target) implements Reach {}

    /** A variable, under the name it has in that module. */
    record OfVariable(String module, String name, Target.OfVariable target) implements Reach {}

    /** The module itself, of which anything may be asked. */
    record Whole(String module) implements Reach {}

    /** Something that every module has, or that none has. */
    record Nothing(String module) implements Reach {}

    /** What that module imports from elsewhere and is no function of the sources. */
    record Elsewhere(String module, String name, Target target) implements Reach {}
  }
}
