package io.github.nanoservice.mojo;

import io.github.nanoservice.bundle.BundleWriter;
import io.github.nanoservice.bundle.Outcome;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Place;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.render.Renderer;
import io.github.nanoservice.render.Rendering;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.render.ServiceEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From a source directory to a bundle on disk. */
final class Generator {
  private final RuntimePackage runtime;

  /** Takes the Python package that every service gets. */
  Generator(RuntimePackage runtime) {
    this.runtime = runtime;
  }

  /** What came of a request. */
  sealed interface Result {

    /** There is no source directory: a project without Python. */
    record NoSources() implements Result {}

    /**
     * Nothing was written, since a finding is an error.
     *
     * @param findings that one and all others
     */
    record Refused(List<Finding> findings) implements Result {}

    /**
     * Nothing was written, since something of the user's is where the bundle goes.
     *
     * @param reasons what it is and what to do, one each
     */
    record Blocked(List<String> reasons) implements Result {}

    /**
     * The bundle is on disk.
     *
     * @param findings what is good to know all the same
     * @param services what it serves
     * @param entryPoints names of the functions to reach from outside, in the order they were given
     * @param files how many were written, unchanged and removed
     */
    record Generated(
        List<Finding> findings,
        List<ServiceEntry> services,
        List<String> entryPoints,
        Outcome.Written files)
        implements Result {}
  }

  /**
   * Decomposes, checks, and where no finding is an error makes the bundle what it should be.
   *
   * @throws IOException where sources cannot be read or the bundle cannot be written
   */
  Result generate(BundleRequest request) throws IOException {
    Optional<io.github.nanoservice.topology.Outcome> checked =
        Checker.check(request.source(), runtime);
    if (checked.isEmpty()) {
      return new Result.NoSources();
    }
    List<Finding> findings = checked.get().findings();
    if (checked.get().topology().isEmpty()) {
      return new Result.Refused(findings);
    }
    Rendering rendering =
        new Renderer(request.settings(), runtime).render(checked.get().topology().get());
    int lastPort =
        rendering.services().stream()
            .flatMap(service -> service.endpoints().stream())
            .flatMapToInt(endpoint -> endpoint.published().stream())
            .reduce(0, Math::max);
    if (lastPort > RenderSettings.LAST_PORT) {
      List<Finding> all = new ArrayList<>(findings);
      all.add(noPort(request.settings().firstPort(), lastPort));
      return new Result.Refused(all);
    }
    Outcome written = new BundleWriter(request.outputDirectory()).write(rendering);
    if (written instanceof Outcome.Refused refused) {
      return new Result.Blocked(refused.messages());
    }
    return new Result.Generated(
        findings,
        rendering.services(),
        checked.get().topology().get().entryPoints(),
        (Outcome.Written) written);
  }

  private static Finding noPort(int first, int last) {
    int highest = RenderSettings.LAST_PORT;
    return Finding.of(
        Rule.BAD_PARAMETER,
        new Place.InParameter("port"),
        "from port %d on the entry points go up to %d, but %d is the last port there is"
            .formatted(first, last, highest),
        "Write %d or less.".formatted(highest - (last - first)));
  }
}
