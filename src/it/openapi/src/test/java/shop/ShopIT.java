package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import shop.api.DefaultApi;
import shop.client.ApiClient;
import shop.client.ApiException;
import shop.model.PostDiscountRequest;
import shop.model.PostDiscountRequestKwargs;
import shop.model.PostTotalRequest;
import shop.model.PostTotalRequestKwargs;

@Timeout(300)
class ShopIT {

  @Test
  void positionalArgumentsReturnThePrice() throws ApiException {
    BigDecimal price = at("discount").postDiscount(new PostDiscountRequest().args(List.of(80, 20)));
    assertEquals(new BigDecimal("64.0"), price);
  }

  @Test
  void parametersByNameReturnThePrice() throws ApiException {
    PostDiscountRequest named = new PostDiscountRequest().price(new BigDecimal("80")).percent(20);
    assertEquals(new BigDecimal("64.0"), at("discount").postDiscount(named));
  }

  @Test
  void keywordArgumentsReturnThePrice() throws ApiException {
    PostDiscountRequestKwargs kwargs =
        new PostDiscountRequestKwargs().price(new BigDecimal("9.99")).reason("season");
    assertEquals(
        new BigDecimal("8.99"), at("discount").postDiscount(new PostDiscountRequest().kwargs(kwargs)));
  }

  @Test
  void enumArgumentReturnsAMap() throws ApiException {
    PostTotalRequestKwargs kwargs =
        new PostTotalRequestKwargs().currency(PostTotalRequestKwargs.CurrencyEnum.EUR);
    assertEquals(
        Map.of("EUR", new BigDecimal("3.75")),
        at("total").postTotal(new PostTotalRequest().args(List.of(new BigDecimal("1.5"), new BigDecimal("2.25"))).kwargs(kwargs)));
  }

  @Test
  void raisedExceptionHasStatus500() {
    PostTotalRequestKwargs kwargs =
        new PostTotalRequestKwargs().currency(PostTotalRequestKwargs.CurrencyEnum.USD);
    ApiException raised =
        assertThrows(
            ApiException.class,
            () -> at("total").postTotal(new PostTotalRequest().kwargs(kwargs)));
    assertEquals(500, raised.getCode());
    assertEquals(true, raised.getResponseBody().contains("\"title\": \"ValueError\""));
  }

  private static DefaultApi at(String function) {
    ApiClient client = new ApiClient();
    // The system property has the URL of the function; the document adds its path.
    client.updateBaseUri(System.getProperty("nanoservice." + function + ".url").replaceFirst("/$", ""));
    return new DefaultApi(client);
  }
}
