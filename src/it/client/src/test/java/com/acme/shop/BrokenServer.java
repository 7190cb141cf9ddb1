package com.acme.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A server that gives prepared responses and counts requests. Each connection has its own thread,
 * so that it does not matter whether the client uses a connection again. It knows the token.
 */
final class BrokenServer implements AutoCloseable {
  static final String VALUE = "application/vnd.nanoservice+json";
  static final String LINES = "application/vnd.nanoservice.lines";

  /** A bound for waits that normally end at once. */
  private static final long MOST_SECONDS = 60;

  private final ServerSocket socket;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final String response;
  private final boolean stalls;

  private BrokenServer(String response, boolean stalls) throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.response = response;
    this.stalls = stalls;
    start(this::accept);
  }

  /** Returns a server that responds to the first request and closes the connection of others. */
  static BrokenServer responding(String status, String type, String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return new BrokenServer(head(status, type, length) + body, false);
  }

  /** Returns a server that begins a response to each request and never ends it. */
  static BrokenServer stalling(String type, String body) throws IOException {
    return new BrokenServer(head("200 OK", type, 1000) + body, true);
  }

  private static String head(String status, String type, int length) {
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + length
        + "\r\n\r\n";
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
  }

  int requests() {
    return requests.get();
  }

  /** Waits until a request has arrived. */
  void awaitRequest() throws InterruptedException {
    await(requested, "no request has arrived");
  }

  /** Waits until the client has closed a connection on which it had sent a request. */
  void awaitClosed() throws InterruptedException {
    await(closed, "the client has not closed the connection of its request");
  }

  private void await(CountDownLatch latch, String failure) throws InterruptedException {
    if (!latch.await(MOST_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(
          failure + " within " + MOST_SECONDS + " s; connections: " + connections + ", requests: "
              + requests);
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        start(() -> serve(connection));
      } catch (IOException e) {
        // The test has closed the server.
      }
    }
  }

  private void serve(Socket connection) {
    boolean received = false;
    try (connection) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
      OutputStream out = connection.getOutputStream();
      while (true) {
        String line = read(in);
        if (line.startsWith("GET /nanoservice-proof?nonce=")) {
          out.write(proof(line.substring(29, 61)).getBytes(StandardCharsets.UTF_8));
          continue;
        }
        received = true;
        int request = requests.incrementAndGet();
        requested.countDown();
        if (request > 1 && !stalls) {
          return;
        }
        out.write(response.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      if (received) {
        closed.countDown();
      }
    }
  }

  /** Returns a response that proves that this server knows the token. */
  private String proof(String nonce) throws IOException {
    try {
      byte[] token = Files.readAllBytes(Path.of(System.getProperty("nanoservice.tokenFile")));
      String key = new String(token, StandardCharsets.UTF_8).strip();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String text = "nanoservice-proof " + nonce + " 127.0.0.1:" + socket.getLocalPort();
      byte[] proof = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return head("200 OK", "text/plain", 64) + String.format("%064x", new BigInteger(1, proof));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** Reads a request and returns its first line. */
  private static String read(BufferedReader in) throws IOException {
    String first = line(in);
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase().startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    in.skip(length);
    return first;
  }

  private static String line(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("the client has closed the connection");
    }
    return line;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
