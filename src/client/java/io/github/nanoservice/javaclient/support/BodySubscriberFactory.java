package io.github.nanoservice.javaclient.support;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Locale;

/** Chooses from the head of a response how to receive its body. */
final class BodySubscriberFactory implements BodyHandler<ResponseBody> {
  private final int maxBytes;

  /**
   * @param maxBytes the most bytes of a response that is not a stream, and of an item of a stream
   */
  BodySubscriberFactory(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Returns a subscriber that reads line by line if the service streams, else all bytes. */
  @Override
  public BodySubscriber<ResponseBody> apply(ResponseInfo head) {
    if (head.statusCode() == 200 && mediaType(head.headers()).equals(WireFormat.LINES_TYPE)) {
      return new LineReader.Subscriber<>(maxBytes, ResponseBody::of);
    }
    return BodySubscribers.mapping(new LimitedBytes(maxBytes), ResponseBody::of);
  }

  /** Returns the media type without its parameters, in lower case (RFC 9110 §8.3.1). */
  static String mediaType(HttpHeaders headers) {
    String type = headers.firstValue("Content-Type").orElse("no media type");
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
