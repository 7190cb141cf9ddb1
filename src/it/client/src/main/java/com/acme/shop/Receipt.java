package com.acme.shop;

import com.acme.shop.client.DiscountOptions;
import com.acme.shop.client.Shop;

/** A line of a receipt, calculated in Python. */
public final class Receipt {
  private final Shop shop;

  /** Takes what calls the functions. */
  public Receipt(Shop shop) {
    this.shop = shop;
  }

  /** The line of an article. */
  public String line(String article, double price, long percent) {
    double reduced = shop.discount(price, DiscountOptions.none().percent(percent).reason("season"));
    return article + ": " + reduced;
  }
}
