SELECT
  "t3"."customer_id",
  "t3"."topic",
  "t3"."sensitivity",
  "t3"."paused_until",
  "t3"."local_date" AS "chosen_date"
FROM (
  SELECT
    "t2".*
    EXCLUDE ("nth")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."id",
        "t0"."recorded_at",
        "t0"."local_date",
        "t0"."source",
        "t0"."key",
        "t0"."at",
        "t0"."storefront",
        "t0"."customer_id",
        "t0"."topic",
        "t0"."sensitivity",
        "t0"."paused_until",
        ROW_NUMBER() OVER (
          PARTITION BY "t0"."customer_id", "t0"."topic"
          ORDER BY "t0"."at" DESC, "t0"."recorded_at" DESC, "t0"."id" DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "nth"
      FROM "preference_set" AS "t0"
    ) AS "t1"
    WHERE
      "t1"."nth" = 0
  ) AS "t2"
) AS "t3"
