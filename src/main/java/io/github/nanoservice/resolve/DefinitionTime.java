package io.github.nanoservice.resolve;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import java.util.stream.Stream;

/**
 * What runs while Python evaluates a definition.
 *
 * @param calls whether the evaluation calls anything by name
 */
record DefinitionTime(Definition definition, boolean calls) {

  static DefinitionTime of(Definition definition) {
    return new DefinitionTime(
        definition,
        definition.references().stream()
            .anyMatch(
                reference ->
                    reference.moment() == Reference.Moment.DEFINITION
                        && reference.use() == Reference.Use.CALL));
  }

  /** Whether the target of a reference is called or instantiated by then. */
  boolean runs(Reference reference, Target target) {
    if (reference.moment() != Reference.Moment.DEFINITION) {
      return false;
    }
    if (definition instanceof Definition.OfFunction of) {
      return of.function().isInDecorator(reference)
          || reference.use() == Reference.Use.CALL
          || !isWholeExpression(of.function(), reference);
    }
    Statement.Kind kind = ((Definition.OfStatement) definition).statement().kind();
    if (kind == Statement.Kind.CLASS_DEF) {
      // A name in the head of a class may be a decorator, which runs; a base class does not.
      return reference.use() == Reference.Use.CALL || !(target instanceof Target.OfVariable);
    }
    return calls;
  }

  /** Whether a default or an annotation consists of the reference alone and so does not call it. */
  private static boolean isWholeExpression(Function function, Reference reference) {
    String text = reference.name();
    for (String attribute : reference.attributes()) {
      text = DottedNames.join(text, attribute);
    }
    return function.parameters().stream()
            .flatMap(DefinitionTime::expressions)
            .anyMatch(text::equals)
        || function.returns().filter(text::equals).isPresent();
  }

  private static Stream<String> expressions(Parameter parameter) {
    return Stream.concat(parameter.annotation().stream(), parameter.defaultValue().stream());
  }
}
