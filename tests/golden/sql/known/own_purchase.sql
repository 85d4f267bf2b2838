SELECT
  "t2"."customer_id",
  "t2"."storefront",
  "t2"."order_ref",
  "t2"."variant",
  "t2"."title",
  "t2"."source",
  "t2"."at",
  "t2"."recorded_at",
  "t2"."local_date",
  "t2"."quantity",
  "t2"."paid_each_minor",
  "t2"."paid_currency",
  "t2"."net_minor",
  "t2"."margin_minor",
  "t2"."cost_known"
FROM "purchase" AS "t2"
ANTI JOIN "gift" AS "t3"
  ON "t2"."customer_id" = "t3"."customer_id"
  AND "t2"."storefront" = "t3"."storefront"
  AND "t2"."order_ref" = "t3"."order_ref"
  AND "t2"."variant" = "t3"."variant"
