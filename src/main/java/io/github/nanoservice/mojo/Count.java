package io.github.nanoservice.mojo;

/** Says how many there are of something. */
final class Count {

  private Count() {}

  /** {@code 1 service}, {@code 2 services}. */
  static String of(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
