SELECT
  "t14".*
  EXCLUDE ("mailbox_id_right")
FROM (
  SELECT
    COALESCE("t13"."mailbox_id", "t13"."mailbox_id_right") AS "mailbox_id",
    "t13"."ground",
    "t13"."action",
    "t13"."evidence",
    "t13"."expires_at",
    COALESCE("t13"."may", FALSE) AS "may",
    "t13"."consent_date",
    "t13"."mailbox_id_right",
    COALESCE("t13"."suppressed", FALSE) AS "suppressed",
    COALESCE("t13"."complained", FALSE) AS "complained",
    "t13"."suppressed_date",
    "t13"."complained_date"
  FROM (
    SELECT
      "t12"."mailbox_id",
      "t12"."ground",
      "t12"."action",
      "t12"."evidence",
      "t12"."expires_at",
      "t12"."may",
      "t12"."consent_date",
      "t9"."mailbox_id" AS "mailbox_id_right",
      "t9"."suppressed",
      "t9"."complained",
      "t9"."suppressed_date",
      "t9"."complained_date"
    FROM (
      SELECT
        "t10"."mailbox_id",
        "t10"."ground",
        "t10"."action",
        "t10"."evidence",
        "t10"."expires_at",
        "t10"."action" IN ('grant', 'confirm', 'import') AS "may",
        "t10"."local_date" AS "consent_date"
      FROM (
        SELECT
          "t8"."mailbox_id",
          "t8"."ground",
          "t8"."action",
          "t8"."evidence",
          "t8"."expires_at",
          "t8"."local_date",
          "t8"."at",
          "t8"."recorded_at",
          "t8"."id",
          "t8"."withdraws",
          "t8"."ever_withdrawn",
          ROW_NUMBER() OVER (
            PARTITION BY "t8"."mailbox_id"
            ORDER BY "t8"."at" DESC, "t8"."withdraws" DESC, "t8"."recorded_at" DESC, "t8"."id" DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "nth"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t3"."mailbox_id",
              "t3"."ground",
              "t3"."action",
              "t3"."evidence",
              "t3"."expires_at",
              "t3"."local_date",
              "t3"."at",
              "t3"."recorded_at",
              "t3"."id",
              "t3"."withdraws",
              BOOL_OR(CAST("t3"."withdraws" AS BOOLEAN)) OVER (
                PARTITION BY "t3"."mailbox_id"
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) AS "ever_withdrawn"
            FROM (
              SELECT
                "t0"."mailbox_id",
                "t0"."ground",
                "t0"."action",
                "t0"."evidence",
                "t0"."expires_at",
                "t0"."local_date",
                "t0"."at",
                "t0"."recorded_at",
                "t0"."id",
                NOT (
                  "t0"."action" IN ('grant', 'confirm', 'import')
                ) AS "withdraws"
              FROM "consent_recorded" AS "t0"
              WHERE
                "t0"."purpose" = 'marketing' AND "t0"."channel" = 'email'
            ) AS "t3"
          ) AS "t5"
          WHERE
            NOT (
              "t5"."ever_withdrawn"
              AND (
                (
                  "t5"."action" = 'import'
                )
                OR (
                  NOT (
                    "t5"."withdraws"
                  ) AND (
                    "t5"."ground" = 'soft_opt_in'
                  )
                )
              )
            )
        ) AS "t8"
      ) AS "t10"
      WHERE
        "t10"."nth" = 0
    ) AS "t12"
    FULL OUTER JOIN (
      SELECT
        "t6"."mailbox_id",
        BOOL_OR(CAST("t6"."scope" = 'all' AS BOOLEAN)) AS "suppressed",
        BOOL_OR(CAST("t6"."scope" <> 'all' AS BOOLEAN)) AS "complained",
        MAX("t6"."local_date") FILTER(WHERE
          "t6"."scope" = 'all') AS "suppressed_date",
        MAX("t6"."local_date") FILTER(WHERE
          "t6"."scope" <> 'all') AS "complained_date"
      FROM (
        SELECT
          "t4"."mailbox_id",
          "t4"."scope",
          "t4"."lifted",
          "t4"."local_date"
        FROM (
          SELECT
            "t2"."mailbox_id",
            "t2"."scope",
            "t2"."lifted",
            "t2"."local_date",
            "t2"."at",
            "t2"."recorded_at",
            "t2"."id",
            ROW_NUMBER() OVER (
              PARTITION BY "t2"."mailbox_id", "t2"."scope"
              ORDER BY "t2"."at" DESC, "t2"."recorded_at" DESC, "t2"."id" DESC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "nth"
          FROM (
            SELECT
              "t1"."mailbox_id",
              "t1"."scope",
              "t1"."lifted",
              "t1"."local_date",
              "t1"."at",
              "t1"."recorded_at",
              "t1"."id"
            FROM "address_suppressed" AS "t1"
          ) AS "t2"
        ) AS "t4"
        WHERE
          "t4"."nth" = 0 AND NOT (
            "t4"."lifted"
          )
      ) AS "t6"
      GROUP BY
        1
    ) AS "t9"
      ON "t12"."mailbox_id" = "t9"."mailbox_id"
  ) AS "t13"
) AS "t14"
