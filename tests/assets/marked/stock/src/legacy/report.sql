-- what sold
SELECT i.sku, SUM(l.n) FROM sale_lines l STRAIGHT_JOIN items i ON i.id = l.item_id NATURAL JOIN sales s GROUP BY i.sku;
