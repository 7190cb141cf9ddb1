package io.github.nanoservice.manifest;

import io.github.nanoservice.contract.SignatureText;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.services.CallEdge;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Service;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.List;
import java.util.OptionalInt;

/**
 * One function of a bundle, as its manifest tells of it.
 *
 * @param name what its callers call it
 * @param slug the same in lower case ASCII
 * @param path of its URL, not percent-encoded: {@code /}, or in a group {@code /<name>}
 * @param published port on 127.0.0.1, where it is an entry point
 * @param module dotted name of the module that defines it
 * @param file path of that module, relative to the source directory, with {@code /}
 * @param lines where the function stands in it
 * @param async whether it is an {@code async def}
 * @param generator whether it yields
 * @param signature its parameters and result in Python's notation: {@code (a, *, b=1) -> str}
 * @param parameters in order of declaration
 * @param references names of the other functions it may call, sorted
 */
public record EndpointEntry(
    String name,
    String slug,
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

  /** First and last line, from 1. */
  public record Lines(int first, int last) {
    public static Lines of(Endpoint endpoint) {
      Source source = endpoint.file().module().source();
      Span span = endpoint.function().span();
      return new Lines(source.position(span.start()).line(), source.position(span.end()).line());
    }

    /** In words: {@code lines 4-5}. */
    public String words() {
      return first == last ? "line " + first : "lines " + first + "-" + last;
    }
  }

  /** A parameter and how arguments reach it. */
  public record ParameterEntry(String name, Parameter.Kind kind) {}

  /**
   * @param calls those of this function alone
   */
  public static EndpointEntry of(
      Service service, Endpoint endpoint, List<CallEdge> calls, OptionalInt published) {
    Function function = endpoint.function();
    return new EndpointEntry(
        endpoint.name(),
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
}
