package io.github.nanoservice.build;

import io.github.nanoservice.javaclient.ClientSettings;
import io.github.nanoservice.javaclient.SourceRoot;
import java.util.List;

/**
 * The Java client to write.
 *
 * @param source the sources of the functions that it calls
 * @param settings the user's choices for its classes
 * @param functions names of the functions that it calls; empty for the entry points
 * @param root the directory that it is written to
 * @param sharesPackage whether it may be in the same package as the client of another execution
 */
public record ClientRequest(
    SourceRequest source,
    ClientSettings settings,
    List<String> functions,
    SourceRoot root,
    boolean sharesPackage) {
  public ClientRequest {
    functions = List.copyOf(functions);
  }
}
