package io.github.nanoservice.contract;

import java.util.regex.Pattern;

/** Media types of what functions return (RFC 9110 §8.3.1). */
public final class MediaType {
  /** The runtime has the same pattern. It lists media types with commas between them. */
  private static final Pattern FORM =
      Pattern.compile(
          "[A-Za-z0-9!#$&^_.+-]++/[A-Za-z0-9!#$&^_.+-]++"
              + "(?:; ?[A-Za-z0-9!#$&^_.+-]++=[A-Za-z0-9!#$&^_.+\"-]++)*+");

  private MediaType() {}

  /** Whether a text is a media type, perhaps with parameters. */
  public static boolean isLegal(String text) {
    return FORM.matcher(text).matches();
  }
}
