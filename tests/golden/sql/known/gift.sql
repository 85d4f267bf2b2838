SELECT
  "t2".*
  EXCLUDE ("gift")
FROM (
  SELECT
    "t1"."customer_id",
    "t1"."storefront",
    "t1"."order_ref",
    "t1"."variant",
    "t1"."last"."gift" AS "gift"
  FROM (
    SELECT
      "t0"."customer_id",
      "t0"."storefront",
      "t0"."order_ref",
      "t0"."variant",
      ARG_MAX(
        {'gift': "t0"."gift"},
        {'at': "t0"."at", 'recorded_at': "t0"."recorded_at", 'id': "t0"."id"}
      ) AS "last"
    FROM "gift_marked" AS "t0"
    GROUP BY
      1,
      2,
      3,
      4
  ) AS "t1"
  WHERE
    "t1"."last"."gift" AND "t1"."customer_id" IS NOT NULL
) AS "t2"
