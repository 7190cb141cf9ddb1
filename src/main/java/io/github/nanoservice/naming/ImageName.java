package io.github.nanoservice.naming;

import java.util.regex.Pattern;

/** Names of container images. */
public final class ImageName {
  private static final Pattern COMPONENT =
      Pattern.compile("[a-z0-9]++(?:(?:\\.|__?+|-++)[a-z0-9]++)*+");

  private ImageName() {}

  /**
   * Whether a text can be one component of an image's name (OCI distribution specification, Pulling
   * manifests): lower case letters and digits, with separators only between them. A separator is a
   * dot, one or two underscores, or any number of dashes.
   */
  public static boolean isLegal(String text) {
    return COMPONENT.matcher(text).matches();
  }
}
