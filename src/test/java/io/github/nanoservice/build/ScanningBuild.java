package io.github.nanoservice.build;

import io.github.nanoservice.data.DataSelection;
import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.diagnostic.Sarif;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.requirements.DeclarationSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that scans a source directory and prints the findings, to run in another locale. */
final class ScanningBuild {

  private ScanningBuild() {}

  /** Takes the source directory. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]).toRealPath();
    SourceScan scan =
        SourceScan.of(
            directory,
            List.of(),
            DataSelection.ALL,
            DeclarationSearch.only(directory),
            Format.strict());
    System.out.println(PrintedFindings.of(new Printer(""), scan.findings()));
    System.out.println(
        new Sarif("1", directory, directory, directory.resolve("pom.xml")).write(scan.findings()));
  }
}
