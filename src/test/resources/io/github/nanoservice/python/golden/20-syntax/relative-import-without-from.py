import .shop
