-- Which orders have a product, newest first.
CREATE INDEX order_lines_product ON order_lines (product_id, order_id);
