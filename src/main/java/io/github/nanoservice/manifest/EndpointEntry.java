package io.github.nanoservice.manifest;

import com.google.gson.JsonObject;
import io.github.nanoservice.contract.SignatureText;
import io.github.nanoservice.json.JsonObjectBuilder;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.services.Application;
import io.github.nanoservice.services.CallEdge;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Served;
import io.github.nanoservice.services.Service;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.List;
import java.util.OptionalInt;

/**
 * One function in a manifest, or the application of a service.
 *
 * @param name the name that callers use
 * @param kind what it is
 * @param dnsLabel the name in lower case ASCII
 * @param path path of the URL, not percent-encoded: {@code /}, or {@code /<name>} in a group; an
 *     application has all paths below it
 * @param published port on 127.0.0.1 if the function is an entry point, 0 for any free port
 * @param module dotted name of the module that defines it
 * @param file path of that module, relative to the source directory, with {@code /}
 * @param lines where it is in that file
 * @param async whether it is an {@code async def}
 * @param generator whether it yields
 * @param signature parameters and result in Python's notation: {@code (a, *, b=1) -> str}; empty
 *     for an application
 * @param parameters in order of declaration
 * @param references names of the other functions it may call, sorted
 */
public record EndpointEntry(
    String name,
    Kind kind,
    String dnsLabel,
    String path,
    OptionalInt published,
    String module,
    String file,
    Lines lines,
    boolean async,
    boolean generator,
    String signature,
    List<ParameterEntry> parameters,
    List<String> references) {
  public EndpointEntry {
    parameters = List.copyOf(parameters);
    references = List.copyOf(references);
  }

  /** What answers requests. */
  public enum Kind {
    /** A function, which is called with the arguments of a request. */
    FUNCTION,
    /** A WSGI application, which is called with the request itself. */
    APPLICATION
  }

  /** First and last line, counted from 1. */
  public record Lines(int first, int last) {

    /** Returns the lines of a function, or of the statement that makes an application. */
    public static Lines of(Served served) {
      Source source = served.file().module().source();
      Span span = served.definition().span();
      return new Lines(source.position(span.start()).line(), source.position(span.end()).line());
    }

    /** Returns the lines as text: {@code lines 4-5}. */
    public String words() {
      return first == last ? "line " + first : "lines " + first + "-" + last;
    }
  }

  /**
   * One parameter of a function.
   *
   * @param kind how arguments reach it: by position, by keyword or both
   */
  public record ParameterEntry(String name, Parameter.Kind kind) {}

  /**
   * Returns the entry of an endpoint.
   *
   * @param calls the calls that this function makes
   */
  public static EndpointEntry of(
      Service service, Endpoint endpoint, List<CallEdge> calls, OptionalInt published) {
    Function function = endpoint.function();
    return new EndpointEntry(
        endpoint.name(),
        Kind.FUNCTION,
        endpoint.dnsLabel(),
        service.group() ? "/" + endpoint.name() : "/",
        published,
        endpoint.file().name(),
        endpoint.file().path(),
        Lines.of(endpoint),
        function.async(),
        function.generator(),
        SignatureText.of(function),
        function.parameters().stream()
            .map(parameter -> new ParameterEntry(parameter.name(), parameter.kind()))
            .toList(),
        calls.stream().map(call -> call.callee().name()).toList());
  }

  /**
   * Returns the entry of an application.
   *
   * @param requests the functions that it calls
   */
  public static EndpointEntry of(
      Application application, List<Endpoint> requests, OptionalInt published) {
    return new EndpointEntry(
        application.name(),
        Kind.APPLICATION,
        application.dnsLabel(),
        "/",
        published,
        application.file().name(),
        application.file().path(),
        Lines.of(application),
        false,
        false,
        "",
        List.of(),
        requests.stream().map(Endpoint::name).toList());
  }

  JsonObject json() {
    return JsonObjectBuilder.with("name", name)
        .add("kind", kind.name())
        .add("dnsLabel", dnsLabel)
        .add("path", path)
        .add("published", published.stream().boxed().findFirst())
        .add("module", module)
        .add("file", file)
        .add("lines", List.of(lines.first(), lines.last()))
        .add("async", async)
        .add("generator", generator)
        .add("signature", signature)
        .add(
            "parameters",
            parameters.stream()
                .map(
                    parameter ->
                        JsonObjectBuilder.with("name", parameter.name())
                            .add("kind", parameter.kind().name())
                            .build())
                .toList())
        .add("references", references)
        .build();
  }
}
