SELECT
  "t2"."currency",
  "t2"."base_currency",
  "t2"."rate_millionths"
FROM (
  SELECT
    "t1"."currency",
    "t1"."base_currency",
    "t1"."rate_millionths",
    "t1"."at",
    "t1"."recorded_at",
    "t1"."id",
    ROW_NUMBER() OVER (
      PARTITION BY "t1"."currency", "t1"."base_currency"
      ORDER BY "t1"."at" DESC, "t1"."recorded_at" DESC, "t1"."id" DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth"
  FROM (
    SELECT
      "t0"."currency",
      "t0"."base_currency",
      "t0"."rate_millionths",
      "t0"."at",
      "t0"."recorded_at",
      "t0"."id"
    FROM "rate_set" AS "t0"
  ) AS "t1"
) AS "t2"
WHERE
  "t2"."nth" = 0
