package io.github.nanoservice.build;

/** Says how many there are of something. */
public final class Quantity {

  private Quantity() {}

  /** {@code 1 service}, {@code 2 services}. */
  public static String of(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
