SELECT
  "t2"."customer_id",
  "t2"."topic",
  "t2"."sensitivity",
  "t2"."paused_until",
  "t2"."local_date" AS "chosen_date"
FROM (
  SELECT
    "t1"."customer_id",
    "t1"."topic",
    "t1"."sensitivity",
    "t1"."paused_until",
    "t1"."local_date",
    "t1"."at",
    "t1"."recorded_at",
    "t1"."id",
    ROW_NUMBER() OVER (
      PARTITION BY "t1"."customer_id", "t1"."topic"
      ORDER BY "t1"."at" DESC, "t1"."recorded_at" DESC, "t1"."id" DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth"
  FROM (
    SELECT
      "t0"."customer_id",
      "t0"."topic",
      "t0"."sensitivity",
      "t0"."paused_until",
      "t0"."local_date",
      "t0"."at",
      "t0"."recorded_at",
      "t0"."id"
    FROM "preference_set" AS "t0"
  ) AS "t1"
) AS "t2"
WHERE
  "t2"."nth" = 0
