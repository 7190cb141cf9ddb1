package io.github.nanoservice.resolve;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Reference;
import java.util.Optional;

/**
 * A reference of a definition, resolved.
 *
 * @param entry what binds the name in the definition's module
 * @param target what the name stands for, imports among the sources followed
 * @param end where the name leads together with its attributes
 * @param runs whether the target is called or instantiated while the definition is evaluated: a
 *     decorator, a default that is more than a name, what the value of a constant calls
 */
public record ResolvedUse(
    Reference reference,
    Optional<ModuleScope.Entry> entry,
    Target target,
    AttributeResolution end,
    boolean runs) {

  /** Whether Python evaluates the reference together with the definition. */
  public boolean atDefinition() {
    return reference.moment() == Reference.Moment.DEFINITION;
  }

  /** Returns the dotted name of what it leads to in a library, otherwise an empty string. */
  String libraryName() {
    String attributes = String.join(".", reference.attributes());
    if (target instanceof Target.OfLibrary of) {
      return DottedNames.join(of.module(), attributes);
    }
    return target instanceof Target.OfLibraryName of
        ? DottedNames.join(DottedNames.join(of.module(), of.name()), attributes)
        : "";
  }
}
