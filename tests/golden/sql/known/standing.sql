SELECT
  "t15".*
  EXCLUDE ("mailbox_id_right")
FROM (
  SELECT
    COALESCE("t14"."mailbox_id", "t14"."mailbox_id_right") AS "mailbox_id",
    "t14"."ground",
    "t14"."action",
    "t14"."evidence",
    "t14"."expires_at",
    COALESCE("t14"."may", FALSE) AS "may",
    "t14"."consent_date",
    "t14"."mailbox_id_right",
    COALESCE("t14"."suppressed", FALSE) AS "suppressed",
    COALESCE("t14"."complained", FALSE) AS "complained",
    "t14"."suppressed_date",
    "t14"."complained_date"
  FROM (
    SELECT
      "t13"."mailbox_id",
      "t13"."ground",
      "t13"."action",
      "t13"."evidence",
      "t13"."expires_at",
      "t13"."may",
      "t13"."consent_date",
      "t10"."mailbox_id" AS "mailbox_id_right",
      "t10"."suppressed",
      "t10"."complained",
      "t10"."suppressed_date",
      "t10"."complained_date"
    FROM (
      SELECT
        "t11"."mailbox_id",
        "t11"."ground",
        "t11"."action",
        "t11"."evidence",
        "t11"."expires_at",
        "t11"."action" IN ('grant', 'confirm', 'import') AS "may",
        "t11"."local_date" AS "consent_date"
      FROM (
        SELECT
          "t8"."id",
          "t8"."recorded_at",
          "t8"."local_date",
          "t8"."source",
          "t8"."key",
          "t8"."at",
          "t8"."storefront",
          "t8"."customer_id",
          "t8"."mailbox_id",
          "t8"."purpose",
          "t8"."channel",
          "t8"."scope",
          "t8"."action",
          "t8"."ground",
          "t8"."actor",
          "t8"."form",
          "t8"."text_hash",
          "t8"."text_version",
          "t8"."language",
          "t8"."controls",
          "t8"."page",
          "t8"."evidence",
          "t8"."expires_at",
          "t8"."jurisdiction",
          "t8"."controller",
          "t8"."policy_version",
          "t8"."commitment",
          "t8"."previous_hash",
          "t8"."chain_hash",
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
              "t2"."id",
              "t2"."recorded_at",
              "t2"."local_date",
              "t2"."source",
              "t2"."key",
              "t2"."at",
              "t2"."storefront",
              "t2"."customer_id",
              "t2"."mailbox_id",
              "t2"."purpose",
              "t2"."channel",
              "t2"."scope",
              "t2"."action",
              "t2"."ground",
              "t2"."actor",
              "t2"."form",
              "t2"."text_hash",
              "t2"."text_version",
              "t2"."language",
              "t2"."controls",
              "t2"."page",
              "t2"."evidence",
              "t2"."expires_at",
              "t2"."jurisdiction",
              "t2"."controller",
              "t2"."policy_version",
              "t2"."commitment",
              "t2"."previous_hash",
              "t2"."chain_hash",
              "t2"."withdraws",
              BOOL_OR(CAST("t2"."withdraws" AS BOOLEAN)) OVER (
                PARTITION BY "t2"."mailbox_id"
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) AS "ever_withdrawn"
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
                "t0"."mailbox_id",
                "t0"."purpose",
                "t0"."channel",
                "t0"."scope",
                "t0"."action",
                "t0"."ground",
                "t0"."actor",
                "t0"."form",
                "t0"."text_hash",
                "t0"."text_version",
                "t0"."language",
                "t0"."controls",
                "t0"."page",
                "t0"."evidence",
                "t0"."expires_at",
                "t0"."jurisdiction",
                "t0"."controller",
                "t0"."policy_version",
                "t0"."commitment",
                "t0"."previous_hash",
                "t0"."chain_hash",
                NOT (
                  "t0"."action" IN ('grant', 'confirm', 'import')
                ) AS "withdraws"
              FROM "consent_recorded" AS "t0"
              WHERE
                "t0"."purpose" = 'marketing' AND "t0"."channel" = 'email'
            ) AS "t2"
          ) AS "t4"
          WHERE
            NOT (
              "t4"."ever_withdrawn"
              AND (
                (
                  "t4"."action" = 'import'
                )
                OR (
                  NOT (
                    "t4"."withdraws"
                  ) AND (
                    "t4"."ground" = 'soft_opt_in'
                  )
                )
              )
            )
        ) AS "t8"
      ) AS "t11"
      WHERE
        "t11"."nth" = 0
    ) AS "t13"
    FULL OUTER JOIN (
      SELECT
        "t7"."mailbox_id",
        BOOL_OR(CAST("t7"."scope" = 'all' AS BOOLEAN)) AS "suppressed",
        BOOL_OR(CAST("t7"."scope" <> 'all' AS BOOLEAN)) AS "complained",
        MAX("t7"."local_date") FILTER(WHERE
          "t7"."scope" = 'all') AS "suppressed_date",
        MAX("t7"."local_date") FILTER(WHERE
          "t7"."scope" <> 'all') AS "complained_date"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t5".*
            EXCLUDE ("nth")
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t1"."id",
                "t1"."recorded_at",
                "t1"."local_date",
                "t1"."source",
                "t1"."key",
                "t1"."at",
                "t1"."storefront",
                "t1"."customer_id",
                "t1"."mailbox_id",
                "t1"."scope",
                "t1"."cause",
                "t1"."lifted",
                ROW_NUMBER() OVER (
                  PARTITION BY "t1"."mailbox_id", "t1"."scope"
                  ORDER BY "t1"."at" DESC, "t1"."recorded_at" DESC, "t1"."id" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "nth"
              FROM "address_suppressed" AS "t1"
            ) AS "t3"
            WHERE
              "t3"."nth" = 0
          ) AS "t5"
        ) AS "t6"
        WHERE
          NOT (
            "t6"."lifted"
          )
      ) AS "t7"
      GROUP BY
        1
    ) AS "t10"
      ON "t13"."mailbox_id" = "t10"."mailbox_id"
  ) AS "t14"
) AS "t15"
