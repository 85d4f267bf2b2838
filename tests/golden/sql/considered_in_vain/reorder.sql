SELECT
  "t19".*
  EXCLUDE ("nth", "unmet")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t17"."customer_id",
      "t17"."storefront",
      "t17"."title",
      "t17"."times_bought",
      "t17"."interval_days",
      "t17"."rests_on",
      "t17"."stock",
      "t17"."about",
      "t17"."occasion",
      "t17"."gain_minor",
      "t17"."last_bought_on",
      "t17"."runs_out_on",
      "t17"."unit_price_minor",
      "t17"."currency",
      "t17"."days_left",
      "t17"."unmet",
      CASE
        WHEN "t17"."unmet" = 0
        THEN 'bought_again'
        WHEN "t17"."unmet" = 1
        THEN 'interval'
        WHEN "t17"."unmet" = 2
        THEN 'soon'
        WHEN "t17"."unmet" = 3
        THEN 'not_over'
        WHEN "t17"."unmet" = 4
        THEN 'in_stock'
        ELSE NULL
      END AS "unmet_key",
      ROW_NUMBER() OVER (
        PARTITION BY "t17"."customer_id"
        ORDER BY "t17"."unmet" DESC, "t17"."about" DESC, "t17"."occasion" DESC, "t17"."storefront" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "nth"
    FROM (
      SELECT
        "t16"."customer_id",
        "t16"."storefront",
        "t16"."title",
        "t16"."times_bought",
        "t16"."interval_days",
        "t16"."rests_on",
        "t16"."stock",
        "t16"."variant" AS "about",
        CAST("t16"."last_date" AS TEXT) AS "occasion",
        "t16"."margin_minor" AS "gain_minor",
        CAST("t16"."last_date" AS TEXT) AS "last_bought_on",
        CAST("t16"."runs_out_date" AS TEXT) AS "runs_out_on",
        "t16"."paid_each_minor" AS "unit_price_minor",
        "t16"."paid_currency" AS "currency",
        "t16"."runs_out_day" - DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t16"."today") AS "days_left",
        CASE
          WHEN NOT (
            COALESCE("t16"."times_bought" >= 2, FALSE)
          )
          THEN 0
          WHEN NOT (
            COALESCE("t16"."interval_days" IS NOT NULL, FALSE)
          )
          THEN 1
          WHEN NOT (
            COALESCE(
              (
                "t16"."runs_out_day" - DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t16"."today")
              ) <= 5,
              FALSE
            )
          )
          THEN 2
          WHEN NOT (
            COALESCE(
              (
                "t16"."runs_out_day" - DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t16"."today")
              ) >= -10,
              FALSE
            )
          )
          THEN 3
          WHEN NOT (
            COALESCE((
              "t16"."stock" IS NULL
            ) OR (
              "t16"."stock" > 0
            ), FALSE)
          )
          THEN 4
          ELSE 5
        END AS "unmet"
      FROM (
        SELECT
          "t15".*
          EXCLUDE ("storefront_right", "variant_right")
        FROM (
          SELECT
            "t14"."customer_id",
            "t14"."storefront",
            "t14"."variant",
            "t14"."title",
            "t14"."times_bought",
            "t14"."last_date",
            "t14"."interval_days",
            "t14"."rests_on",
            "t14"."margin_minor",
            "t14"."paid_each_minor",
            "t14"."paid_currency",
            "t14"."runs_out_day",
            "t14"."runs_out_date",
            "t8"."today",
            "t9"."storefront" AS "storefront_right",
            "t9"."variant" AS "variant_right",
            "t9"."stock"
          FROM (
            SELECT
              "t12".*
              EXCLUDE ("customer_id_right", "storefront_right", "variant_right")
            FROM (
              SELECT
                "t11"."customer_id",
                "t11"."storefront",
                "t11"."variant",
                "t11"."title",
                "t11"."times_bought",
                "t7"."customer_id" AS "customer_id_right",
                "t7"."storefront" AS "storefront_right",
                "t7"."variant" AS "variant_right",
                "t7"."last_date",
                "t7"."interval_days",
                "t7"."rests_on",
                "t7"."margin_minor",
                "t7"."paid_each_minor",
                "t7"."paid_currency",
                "t7"."runs_out_day",
                "t7"."runs_out_date"
              FROM (
                SELECT
                  "t2"."customer_id",
                  "t2"."storefront",
                  "t2"."variant",
                  MAX("t2"."title") AS "title",
                  COUNT(DISTINCT "t2"."local_date") AS "times_bought"
                FROM "purchase" AS "t2"
                GROUP BY
                  1,
                  2,
                  3
              ) AS "t11"
              LEFT OUTER JOIN (
                SELECT
                  "t3".*
                  EXCLUDE ("times_bought", "title")
                FROM "replenishment" AS "t3"
              ) AS "t7"
                ON "t11"."customer_id" = "t7"."customer_id"
                AND "t11"."storefront" = "t7"."storefront"
                AND "t11"."variant" = "t7"."variant"
            ) AS "t12"
          ) AS "t14"
          INNER JOIN (
            SELECT
              "t0"."storefront",
              "t0"."today"
            FROM "storefront" AS "t0"
          ) AS "t8"
            ON "t14"."storefront" = "t8"."storefront"
          LEFT OUTER JOIN (
            SELECT
              "t1"."storefront",
              "t1"."variant",
              "t1"."stock"
            FROM "catalogue" AS "t1"
          ) AS "t9"
            ON "t14"."storefront" = "t9"."storefront" AND "t14"."variant" = "t9"."variant"
        ) AS "t15"
      ) AS "t16"
    ) AS "t17"
  ) AS "t18"
  WHERE
    "t18"."nth" = 0 AND "t18"."unmet_key" IS NOT NULL
) AS "t19"
