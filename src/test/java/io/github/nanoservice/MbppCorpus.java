package io.github.nanoservice;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The Mostly Basic Python Problems: programs with tests, one JSON object a line. */
public final class MbppCorpus {
  private MbppCorpus() {}

  /**
   * Returns the file that the system property {@code mbpp} names. Skips the running test if the
   * property is not set or the file does not exist.
   */
  public static Path file() {
    String path = System.getProperty("mbpp", "");
    require(
        !path.isEmpty(),
        "the property mbpp is not set; download mbpp.jsonl from"
            + " https://github.com/google-research/google-research/tree/master/mbpp and set"
            + " -Dmbpp=path/to/mbpp.jsonl");
    Path file = Path.of(path);
    require(Files.isRegularFile(file), "there is no file " + file + "; -Dmbpp names it");
    return file;
  }

  /** Also prints the reason, which Surefire writes to its report only. */
  private static void require(boolean present, String reason) {
    if (!present) {
      System.out.println("Skipped: " + reason);
    }
    assumeTrue(present, reason);
  }
}
