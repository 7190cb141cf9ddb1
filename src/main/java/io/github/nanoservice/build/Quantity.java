package io.github.nanoservice.build;

/** Formats a number with its noun. */
public final class Quantity {

  private Quantity() {}

  /** {@code 1 service}, {@code 2 services}. */
  public static String of(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
