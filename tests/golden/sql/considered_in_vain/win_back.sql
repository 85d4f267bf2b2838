SELECT
  "t7".*
  EXCLUDE ("nth", "unmet")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t5"."customer_id",
      "t5"."storefront",
      "t5"."orders",
      "t5"."days_since",
      "t5"."typical_gap_days",
      "t5"."favourite",
      "t5"."currency",
      "t5"."variant",
      "t5"."about",
      "t5"."occasion",
      "t5"."gain_minor",
      "t5"."last_ordered_on",
      "t5"."unmet",
      CASE
        WHEN "t5"."unmet" = 0
        THEN 'rhythm'
        WHEN "t5"."unmet" = 1
        THEN 'away'
        WHEN "t5"."unmet" = 2
        THEN 'not_gone'
        ELSE NULL
      END AS "unmet_key",
      ROW_NUMBER() OVER (
        PARTITION BY "t5"."customer_id"
        ORDER BY "t5"."unmet" DESC, "t5"."about" DESC, "t5"."occasion" DESC, "t5"."storefront" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "nth"
    FROM (
      SELECT
        "t4"."customer_id",
        "t4"."storefront",
        "t4"."orders",
        "t4"."days_since",
        "t4"."typical_gap_days",
        "t4"."favourite",
        "t4"."currency",
        "t4"."favourite_variant" AS "variant",
        'customer' AS "about",
        CAST("t4"."last_order_date" AS TEXT) AS "occasion",
        "t4"."margin_an_order_minor" AS "gain_minor",
        CAST("t4"."last_order_date" AS TEXT) AS "last_ordered_on",
        CASE
          WHEN NOT (
            COALESCE("t4"."typical_gap_days" IS NOT NULL, FALSE)
          )
          THEN 0
          WHEN NOT (
            COALESCE(
              (
                "t4"."days_since" > (
                  CAST("t4"."typical_gap_days" AS DOUBLE) * 2.0
                )
              )
              AND (
                "t4"."days_since" >= 45
              ),
              FALSE
            )
          )
          THEN 1
          WHEN NOT (
            COALESCE("t4"."days_since" <= 400, FALSE)
          )
          THEN 2
          ELSE 3
        END AS "unmet"
      FROM (
        SELECT
          "t2"."customer_id",
          "t2"."storefront",
          "t2"."orders",
          "t2"."spend_minor",
          "t2"."margin_minor",
          "t2"."costs_known",
          "t2"."first_order_at",
          "t2"."last_order_at",
          "t2"."first_order_date",
          "t2"."last_order_date",
          "t2"."currency",
          "t2"."favourite",
          "t2"."favourite_variant",
          "t2"."days_since",
          "t2"."margin_an_order_minor",
          "t2"."margin_a_year_minor",
          "t3"."gaps",
          "t3"."typical_gap_days"
        FROM "profile" AS "t2"
        LEFT OUTER JOIN "rhythm" AS "t3"
          ON "t2"."customer_id" = "t3"."customer_id" AND "t2"."storefront" = "t3"."storefront"
      ) AS "t4"
    ) AS "t5"
  ) AS "t6"
  WHERE
    "t6"."nth" = 0 AND "t6"."unmet_key" IS NOT NULL
) AS "t7"
