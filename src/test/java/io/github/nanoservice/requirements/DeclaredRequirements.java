package io.github.nanoservice.requirements;

import java.nio.file.Path;
import java.util.Optional;

/** Requirements for tests. */
public final class DeclaredRequirements {
  private DeclaredRequirements() {}

  /** Those of a {@code requirements.txt} with a text. */
  public static UserRequirements of(String text) {
    return RequirementsReader.read(
        Path.of("requirements.txt"), text, Optional.empty(), Path::toString);
  }
}
