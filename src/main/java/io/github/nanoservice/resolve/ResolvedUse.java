package io.github.nanoservice.resolve;

import io.github.nanoservice.python.Reference;
import java.util.Optional;

/**
 * A reference of a definition, followed to what it stands for.
 *
 * @param entry what binds the name in the definition's module
 * @param target what that is in the end
 * @param runs whether what it stands for runs, or is made an instance of, while the definition is
 *     evaluated: a decorator, a default that is more than a name, what the value of a constant
 *     calls
 */
public record ResolvedUse(
    Reference reference, Optional<ModuleScope.Entry> entry, Target target, boolean runs) {

  public boolean atDefinition() {
    return reference.moment() == Reference.Moment.DEFINITION;
  }
}
