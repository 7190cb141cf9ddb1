package io.github.nanoservice.build;

import io.github.nanoservice.bundle.Build;
import io.github.nanoservice.bundle.BundleWriter;
import io.github.nanoservice.bundle.WriteResult;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.render.Renderer;
import io.github.nanoservice.render.Rendering;
import io.github.nanoservice.render.RuntimePackage;
import io.github.nanoservice.services.Analysis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** From a source directory to a bundle on disk. */
public final class BundleBuilder {
  private final String plugin;
  private final Supplier<RuntimePackage> runtime;

  /**
   * Takes what makes bundles.
   *
   * @param plugin fingerprint of the plugin, runtime and templates included
   * @param runtime gives the Python package that every service gets, where it is asked for
   */
  public BundleBuilder(String plugin, Supplier<RuntimePackage> runtime) {
    this.plugin = plugin;
    this.runtime = runtime;
  }

  /** What came of a request. */
  public sealed interface Result {

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
     * @param functions how many there are
     * @param services how many serve them; the bundle's manifest tells of each
     * @param entryPoints names of the functions to reach from outside, in the order they were given
     * @param files how many were written, unchanged and removed
     */
    record Generated(
        List<Finding> findings,
        int functions,
        int services,
        List<String> entryPoints,
        WriteResult.Written files)
        implements Result {}
  }

  /**
   * Decomposes, checks, and where no finding is an error makes the bundle what it should be. Where
   * neither what it is made of nor itself has changed since the last time, that is all it finds
   * out.
   *
   * @throws IOException where sources cannot be read or the bundle cannot be written
   */
  public Result generate(BundleRequest request) throws IOException {
    Optional<SourceScan> scan = SourceAnalyzer.scan(request.source());
    BundleWriter writer = new BundleWriter(request.outputDirectory());
    String inputs = Fingerprint.of(List.of(plugin, request, scan));
    Optional<Build> last = writer.unchanged(inputs);
    if (last.isPresent()) {
      return generated(last.get(), new WriteResult.Written(0, last.get().files(), 0));
    }
    RuntimePackage runtimePackage = runtime.get();
    Optional<Analysis> checked = SourceAnalyzer.check(request.source(), scan, runtimePackage);
    if (checked.isEmpty()) {
      return new Result.NoSources();
    }
    List<Finding> findings = checked.get().findings();
    if (checked.get().topology().isEmpty()) {
      return new Result.Refused(findings);
    }
    Rendering rendering =
        new Renderer(request.settings(), runtimePackage).render(checked.get().topology().get());
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
    Build build =
        new Build(
            inputs,
            findings,
            checked.get().topology().get().entryPoints(),
            rendering.services().stream().mapToInt(service -> service.endpoints().size()).sum(),
            rendering.services().size(),
            rendering.files().size());
    WriteResult written = writer.write(rendering, build);
    return written instanceof WriteResult.Refused refused
        ? new Result.Blocked(refused.messages())
        : generated(build, (WriteResult.Written) written);
  }

  private static Result.Generated generated(Build build, WriteResult.Written files) {
    return new Result.Generated(
        build.findings(), build.functions(), build.services(), build.entryPoints(), files);
  }

  private static Finding noPort(int first, int last) {
    int highest = RenderSettings.LAST_PORT;
    return Finding.of(
        Rule.BAD_PARAMETER,
        new Location.InParameter("port"),
        "from port %d on the entry points go up to %d, but %d is the last port there is"
            .formatted(first, last, highest),
        "Write %d or less.".formatted(highest - (last - first)));
  }
}
