package io.github.nanoservice.topology;

import io.github.nanoservice.python.Reference;
import java.util.Optional;

/**
 * A function's reference, followed to what it stands for.
 *
 * @param entry what binds the name in the function's module
 * @param target what that is in the end
 * @param runs whether it has a part in what runs while the function is defined: a decorator, or a
 *     default that is more than a name
 */
record Use(Reference reference, Optional<Scope.Entry> entry, Target target, boolean runs) {

  boolean atDefinition() {
    return reference.moment() == Reference.Moment.DEFINITION;
  }
}
