package io.github.nanoservice.naming;

import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.files.RealPath;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The name of a compose project. Images are named after it, so it has to be legal both for the
 * compose specification, which forbids dots, and for an image.
 */
public record ProjectName(String text) {
  /** Hexadecimal digits that tell the checkouts on one machine apart. */
  private static final int FINGERPRINT_LENGTH = 8;

  /** Whether a text is a legal name. */
  public static boolean isLegal(String text) {
    return ImageName.isLegal(text) && text.indexOf('.') < 0;
  }

  /** Returns a legal name that is similar to any name. */
  public static ProjectName of(String name) {
    String legal =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_-]++", "-")
            .replaceAll("_*+-[_-]*+|_{3,}+", "-")
            .replaceAll("^[_-]++|[_-]++$", "");
    return new ProjectName(legal.isEmpty() ? "nanoservices" : legal);
  }

  /**
   * Returns a legal name that no other project on this machine has, nor another checkout of the
   * same project. It does not depend on how a build spells the path of the directory.
   *
   * @param directory the project's directory
   */
  public static ProjectName of(String name, Path directory) {
    String fingerprint = Fingerprint.of(RealPath.of(directory));
    return new ProjectName(of(name).text + "-" + fingerprint.substring(0, FINGERPRINT_LENGTH));
  }
}
